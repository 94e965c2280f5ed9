import type {Command} from 'commander';
import type {CommandContext} from '../support/command.ts';
import {type WalletOptions, withWallet} from './options.ts';
import {NeedsTerminalError} from './prompt.ts';

export type ScreenOptions = WalletOptions & {
	/** Whether to draw with ASCII alone. */
	readonly ascii?: boolean;
};

export const withScreen = (command: Command): Command =>
	withWallet(command).option('--ascii', 'draw with ASCII alone, whatever the terminal can');

/**
Refuse to draw where nobody looks.

@throws {NeedsTerminalError} Unless stdin and stdout are terminals.
*/
export function requireTerminal({stdin, stdout}: Pick<CommandContext, 'stdin' | 'stdout'>): void {
	if (stdin.isTTY !== true || stdout.isTTY !== true) {
		throw new NeedsTerminalError('The screens of btop want a terminal, and there is none', {
			fix: 'Run `btop quickstart`, which takes the whole way unattended, `btop status` for figures, or see `btop --help`.',
		});
	}
}
