import type {ReactNode} from 'react';
import {render} from 'ink';
import {systemClock} from '../support/clock.ts';
import {createAsciiOutput} from './ascii-output.ts';
import {applyColorDepth} from './color-depth.ts';
import {createKeyInput} from './key-input.ts';
import LookProvider from './LookProvider.tsx';
import {createScreenOutput, wipeScreen} from './screen-output.ts';
import type {Terminal} from './terminal.ts';

export type OpenScreenOptions = {
	/** What it can draw. */
	readonly terminal: Terminal;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
};

export type OpenedScreen = {
	/** Rejects with a fault in what is drawn, which ends the drawing. */
	readonly ended: Promise<unknown>;
	/** Give the terminal back as it was. */
	readonly close: () => void;
};

/** Milliseconds after a change of size until everything that is drawn knows of it. */
const settling = 60;

/** Take the whole terminal and draw on it. */
export function openScreen(
	drawn: ReactNode,
	{terminal, stdin, stdout, stderr}: OpenScreenOptions,
): OpenedScreen {
	applyColorDepth(terminal.colors);
	const output = createScreenOutput(
		terminal.glyphs === 'ascii' ? createAsciiOutput(stdout) : stdout,
	);
	// The same element again would not be drawn again.
	const draw = () => <LookProvider terminal={terminal}>{drawn}</LookProvider>;
	// Before anything is drawn: what is pressed at once is a key too, and not for the system.
	stdin.setRawMode(true);
	const instance = render(draw(), {
		stdin: createKeyInput(stdin),
		stdout: output,
		stderr,
		alternateScreen: true,
		incrementalRendering: true,
		// Ink would take a terminal in CI for none.
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		maxFps: 15,
	});

	// Ink draws the frame of the old width once more, which wraps and scrolls. Once the screens know their new size, all is drawn anew.
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
