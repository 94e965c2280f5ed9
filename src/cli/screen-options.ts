import type {Command} from 'commander';
import type {CommandContext} from '../support/command.ts';
import {type WalletOptions, withWallet} from './options.ts';
import {NeedsTerminalError} from './prompt.ts';

export type ScreenOptions = WalletOptions & {
	/** Whether to draw with ASCII only. */
	readonly ascii?: boolean;
};

export const withScreen = (command: Command): Command =>
	withWallet(command).option('--ascii', 'draw in ASCII only');

/**
Require a terminal to draw on.

@throws {NeedsTerminalError} Unless stdin and stdout are terminals.
*/
export function requireTerminal({stdin, stdout}: Pick<CommandContext, 'stdin' | 'stdout'>): void {
	if (stdin.isTTY !== true || stdout.isTTY !== true) {
		throw new NeedsTerminalError('btop’s screens need a terminal', {
			fix: 'Use `btop status` and `btop logs` instead, or `btop quickstart` to rehearse every step unattended.',
		});
	}
}
