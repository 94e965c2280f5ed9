import chalk from 'chalk';
import type {ColorDepth} from './terminal.ts';

const levels = {none: 0, '16': 1, '256': 2, truecolor: 3} as const;

/**
Set the color depth to draw with, overriding `chalk`'s own detection. With `'none'`, nothing is bold or inverse either.

Ink shares this instance of `chalk`, so it applies to everything drawn from now on.
*/
export function applyColorDepth(depth: ColorDepth): void {
	chalk.level = levels[depth];
}
