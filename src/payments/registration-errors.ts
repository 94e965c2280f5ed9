import {formatTao} from '../chain/amount.ts';
import {describePaid, type Paid} from '../chain/errors.ts';
import {BtopError, type BtopErrorOptions} from '../support/errors.ts';

/** Error thrown when a subnet does not exist. */
export class NoSuchSubnetError extends BtopError {
	override name = 'NoSuchSubnetError';
	override readonly code = 'no-such-subnet';
	override readonly exitCode = 3;
	readonly netuid: number;

	constructor(netuid: number) {
		super(`There is no subnet \`${netuid}\``, {
			fix: 'See `btop subnets`.',
		});
		this.netuid = netuid;
	}
}

/** Error thrown when registering costs more than the operator is ready to pay. At most a fee was paid. */
export class PriceAboveCapError extends BtopError {
	override name = 'PriceAboveCapError';
	override readonly code = 'price-above-cap';
	override readonly exitCode = 3;
	/** Rao. */
	readonly price: bigint;
	readonly cap: bigint;

	constructor(
		price: bigint,
		cap: bigint,
		{
			paid,
			...options
		}: ErrorOptions & {
			/** What finding out cost, if the chain had to refuse. */
			readonly paid?: Paid;
		} = {},
	) {
		super(
			`Registering costs ${formatTao(price)} TAO, above the cap of ${formatTao(cap)}${describePaid(paid)}`,
			{
				fix: 'Raise `--max-price`, or use `--wait` to wait for the price to fall.',
				...options,
			},
		);
		this.price = price;
		this.cap = cap;
	}
}

/** Error thrown when the owner of a subnet lets nobody in. It has the code of the chain's own refusal. */
export class RegistrationClosedError extends BtopError {
	override name = 'RegistrationClosedError';
	override readonly code = 'sub-net-registration-disabled';
	override readonly exitCode = 3;
	readonly netuid: number;

	constructor(netuid: number) {
		super(`The owner of subnet \`${netuid}\` has closed registration`, {
			fix: 'See `btop subnets` for open ones.',
		});
		this.netuid = netuid;
	}
}

/** Error thrown when nothing can be mined on a subnet that is to be paid for, and the operator has not said that it is only to be watched. Nothing was paid. */
export class NothingToMineError extends BtopError {
	override name = 'NothingToMineError';
	override readonly code = 'nothing-to-mine';
	override readonly exitCode = 4;

	constructor(netuid: number, reason: string, options: BtopErrorOptions = {}) {
		super(`Nothing was paid, since subnet \`${netuid}\` could only be watched: ${reason}`, options);
	}
}

/** Error thrown when a hotkey that is to do something on a subnet has no UID there. Its fix is the command that registers it. */
export class NotRegisteredError extends BtopError {
	override name = 'NotRegisteredError';
	override readonly code = 'hot-key-not-registered-in-sub-net';
	override readonly exitCode = 3;

	constructor(netuid: number, hotkey: string, command: string) {
		super(`\`${hotkey}\` has no UID on subnet ${netuid}`, {
			fix: `Register it first: \`${command}\`.`,
		});
	}
}

/** Error thrown when a hotkey to be registered already has its UID. */
export class AlreadyRegisteredError extends BtopError {
	override name = 'AlreadyRegisteredError';
	override readonly code = 'already-registered';
	readonly uid: number;
	/** What finding out cost, if the chain had to refuse. */
	readonly paid: Paid | undefined;

	constructor(
		{netuid, hotkey, uid}: {readonly netuid: number; readonly hotkey: string; readonly uid: number},
		paid?: Paid,
	) {
		super(`\`${hotkey}\` already has UID ${uid} on subnet ${netuid}`);
		this.uid = uid;
		this.paid = paid;
	}
}
