import type {CommandContext} from '../support/command.ts';
import {NeedsTerminalError} from './prompt.ts';

/**
Answer `btop` without a command: on a terminal by its help.

@throws {NeedsTerminalError} Without one.
*/
export function withoutCommand(
	{stdin, stdout}: Pick<CommandContext, 'stdin' | 'stdout'>,
	help: string,
): void {
	if (stdin.isTTY !== true || stdout.isTTY !== true) {
		throw new NeedsTerminalError('Without a command btop wants a terminal, and there is none', {
			fix: 'Run `btop quickstart`, which takes the whole way unattended, or see `btop --help`.',
		});
	}

	stdout.write(help);
}
