import chalk from 'chalk';
import type {ColorDepth} from './terminal.ts';

const levels = {none: 0, '16': 1, '256': 2, truecolor: 3} as const;

/**
Let the program draw in so many colours, whatever `chalk` found out by itself. With `'none'`, nothing is bold or inverse either.

Ink draws with the same copy of `chalk`, so this holds for all that is drawn from now on.
*/
export function applyColorDepth(depth: ColorDepth): void {
	chalk.level = levels[depth];
}
