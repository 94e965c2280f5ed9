import type {RegistrationPlan} from './registration.ts';

export type EqualCommandOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
	/** Names of the wallet and of its hotkey. */
	readonly wallet: string;
	readonly hotkeyName: string;
};

/** Write the command of `btcli` that registers as a plan would, for those who sign on another machine. */
export function toEqualCommand(
	{isCapped, cap}: Pick<RegistrationPlan, 'isCapped' | 'cap'>,
	{netuid, hotkey, wallet, hotkeyName}: EqualCommandOptions,
): string {
	return isCapped
		? `btcli call SubtensorModule.register_limit -w ${wallet} --args '{"netuid": ${netuid}, "hotkey": "${hotkey}", "limit_price": ${cap}}'`
		: `btcli subnets register -w ${wallet} -H ${hotkeyName} --netuid ${netuid}`;
}
