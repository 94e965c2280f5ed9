import {until} from '../until.ts';
import {keys, type PtyProgram} from './pty.ts';

export type WalkOptions = {
	/** Called at each step before its choice is taken, and once on the monitor. */
	readonly onStep?: (step: string) => Promise<void> | void;
};

/**
Walk by keyboard alone from an empty home to the monitor, on the devnet.

@returns The words of the wallet that was made.
*/
export async function walkByKeyboard(
	screen: PtyProgram,
	{onStep}: WalkOptions = {},
): Promise<readonly string[]> {
	/** Wait until a choice is there and can be taken, go to it and take it. */
	const pick = async (step: string, label: string, ready = label) => {
		await screen.shows(new RegExp(String.raw`${ready}[\s\S]*Enter (?:choose|next)`, 'v'));
		await screen.quiet();
		for (let row = 0; row < 12 && !findMarked(screen).includes(label); row++) {
			const before = findMarked(screen);
			screen.type(keys.down);
			await until(() => findMarked(screen) !== before);
		}

		await onStep?.(step);
		screen.type(keys.enter);
	};

	await pick('network', 'devnet', 'Where do you want');
	await pick('wallet', 'new wallet');
	await pick('wallet-new', 'Create the wallet');
	const words = await keepWords(screen);
	await pick('wallet-words', 'Check');
	await pick('funds', 'Ask the faucet');
	await pick('subnet', 'Image');
	await pick('register', 'Register for', String.raw`Register for \d`);
	await pick('model', 'image-base', 'Which model');
	await pick('mine', 'Start mining');
	await screen.shows(/p50 +\d/v);
	await onStep?.('monitor');
	return words;
}

/** Read the words from the screen, and give back those that it asks for. */
async function keepWords(screen: PtyProgram): Promise<readonly string[]> {
	await screen.shows('Write these words on paper');
	await screen.quiet();
	const shown = screen.screen().join('\n');
	const words = new Map(
		Array.from(
			shown.matchAll(/\b(?<number>\d{1,2}) (?<word>[a-z]{3,8})(?= |$)/gmv),
			({groups}) => [groups!.number!, groups!.word!] as const,
		),
	);
	screen.type(keys.enter);
	await screen.shows('Type these words from your paper copy.');
	await screen.quiet();
	const asked = screen.screen().join('\n');
	for (const {groups} of asked.matchAll(/Word (?<number>\d{1,2})/gv)) {
		screen.type(words.get(groups!.number!)!);
		screen.type(keys.enter);
		await screen.quiet();
	}

	return Array.from(words, ([, word]) => word);
}

/** Get what is chosen at the moment. */
const findMarked = (screen: PtyProgram) =>
	screen
		.screen()
		.filter(row => /[>▸]/v.test(row))
		.join('\n');
