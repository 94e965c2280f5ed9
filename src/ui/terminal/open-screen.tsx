import type {ReactNode} from 'react';
import {render} from 'ink';
import {systemClock} from '../../support/clock.ts';
import {withoutStrangeSequences} from '../../support/plain-text.ts';
import {createKeyInput} from '../input/key-input.ts';
import {createAsciiOutput} from './ascii-output.ts';
import {applyColorDepth} from './color-depth.ts';
import LookProvider from './LookProvider.tsx';
import {rewriteOutput} from './rewrite-output.ts';
import type {Terminal} from './terminal.ts';

export type OpenScreenOptions = {
	/** The terminal's capabilities. */
	readonly terminal: Terminal;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
};

export type OpenedScreen = {
	/** Rejects on a rendering error, which stops rendering. */
	readonly ended: Promise<unknown>;
	/** Restore the terminal. */
	readonly close: () => void;
};

/** Milliseconds after a resize until every component has its new size. */
const settling = 60;

/** Take over the whole terminal and render to it. */
export function openScreen(
	drawn: ReactNode,
	{terminal, stdin, stdout, stderr}: OpenScreenOptions,
): OpenedScreen {
	applyColorDepth(terminal.colors);
	const output = createScreenOutput(
		terminal.glyphs === 'ascii' ? createAsciiOutput(stdout) : stdout,
	);
	// React would not render the same element again.
	const draw = () => <LookProvider terminal={terminal}>{drawn}</LookProvider>;
	// Before the first frame, so that an early key press reaches us, not the terminal driver.
	stdin.setRawMode(true);
	const instance = render(draw(), {
		stdin: createKeyInput(stdin),
		stdout: output,
		stderr,
		alternateScreen: true,
		incrementalRendering: true,
		// Ink would treat a terminal in CI as non-interactive.
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		maxFps: 15,
	});

	// After a resize Ink redraws the frame at the old width, which wraps and scrolls. Once the screens know the new size, redraw everything.
	let cancelRedraw: (() => void) | undefined;
	const redrawSoon = () => {
		cancelRedraw?.();
		cancelRedraw = systemClock.after(settling, () => {
			wipeScreen(output);
			instance.clear();
			instance.rerender(draw());
		});
	};

	stdout.on('resize', redrawSoon);
	return {
		ended: instance.waitUntilExit(),
		close() {
			stdout.off('resize', redrawSoon);
			cancelRedraw?.();
			instance.unmount();
			stdin.setRawMode(false);
		},
	};
}

const clearScreen = '\u{1B}[2J\u{1B}[H';
const leaveAlternateScreen = '\u{1B}[?1049l';

/**
Leave nothing of the alternate screen behind: some terminals, tmux among them, move what no longer fits after a resize to the main screen. So it is wiped before it is left, whatever the cause. Untrusted text must not reach the terminal as escape sequences either: Ink lets some of them through.
*/
const createScreenOutput = <Output extends NodeJS.WriteStream>(output: Output): Output =>
	rewriteOutput(output, text =>
		withoutStrangeSequences(text)
			.split(leaveAlternateScreen)
			.join(clearScreen + leaveAlternateScreen),
	);

/** Clear the screen, so that the next frame starts from a blank one. */
function wipeScreen(output: Pick<NodeJS.WriteStream, 'write'>): void {
	output.write(clearScreen);
}
