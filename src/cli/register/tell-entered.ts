import {formatTao} from '../../chain/amount.ts';
import type {RegistrationRequest} from '../../payments/registration.ts';
import {type Entered, describeKnown} from '../../payments/enter-subnet.ts';
import type {Output} from '../output.ts';
import {type Evicted, toEvicts} from './eviction.ts';

export type TellOptions = {
	readonly entered: Entered;
	readonly evicted?: Evicted;
	/** Whether it was sent encrypted. @default false */
	readonly isShielded?: boolean;
};

/** Print the UID, what was paid for it, now or earlier, and who lost it. */
export function tellEntered(
	output: Output,
	{netuid, hotkey}: Pick<RegistrationRequest, 'netuid' | 'hotkey'>,
	{entered, evicted, isShielded = false}: TellOptions,
): void {
	const {uid} = entered;
	const evicts = toEvicts(evicted);
	if (entered.kind === 'registered') {
		const {paid, receipt} = entered;
		const {block, fee, hash} = receipt;
		const as = uid === undefined ? '' : ` as UID ${uid}`;
		const cost = paid === undefined ? '' : ` for ${formatTao(paid)} TAO`;
		output.result(
			{
				netuid,
				uid: uid ?? null,
				hotkey,
				paid: paid ?? null,
				fee,
				mevShield: isShielded,
				block: block.number,
				hash,
				evicts,
				alreadyRegistered: false,
			},
			[`Registered${as}${cost} in block ${block.number}`],
		);
		return;
	}

	const {paid, recovery} = entered;
	const fee = paid?.fee ?? 0n;
	output.result(
		{
			netuid,
			uid,
			hotkey,
			paid: 0n,
			fee,
			block: null,
			hash: null,
			evicts,
			alreadyRegistered: true,
			recovery,
		},
		[`UID ${uid} on subnet ${netuid}, ${describeKnown(entered)}`],
	);
}
