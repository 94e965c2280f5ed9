import {rewriteOutput} from './rewrite-output.ts';

const clearScreen = '\u{1B}[2J\u{1B}[H';
const leaveAlternateScreen = '\u{1B}[?1049l';

/**
Let nothing that was on the alternate screen stay behind: some terminals, tmux among them, put what does not fit after a change of size onto the main screen. So it is wiped before it is left, however it is left.
*/
export const createScreenOutput = <Output extends NodeJS.WriteStream>(output: Output): Output =>
	rewriteOutput(output, text =>
		text.split(leaveAlternateScreen).join(clearScreen + leaveAlternateScreen),
	);

/** Wipe the screen, so that the next frame is drawn on nothing. */
export function wipeScreen(output: Pick<NodeJS.WriteStream, 'write'>): void {
	output.write(clearScreen);
}
