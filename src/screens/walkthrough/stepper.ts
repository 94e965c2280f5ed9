import type {Glyphs} from '../../ui/glyphs.ts';
import type {Tone} from '../../ui/theme.ts';
import type {
	StepProgress,
	WalkthroughState,
	WalkthroughStep,
} from '../../steps/walkthrough/state.ts';

export type Mark = {
	readonly sign: string;
	readonly word: string;
	readonly tone: Tone;
	readonly isShown: boolean;
};

/** Tell how far a step is: done, now or later, or failing. */
export function markOf(
	{id, title, isMet}: StepProgress,
	{shown, work}: Pick<WalkthroughState, 'shown' | 'work'>,
	glyphs: Glyphs,
): Mark {
	const isShown = id === shown;
	if (isShown && work.kind === 'failed') {
		return {sign: glyphs.bad, word: title, tone: 'bad', isShown};
	}

	if (isShown && !isMet) {
		return {sign: glyphs.part, word: title, tone: 'accent', isShown};
	}

	return isMet
		? {sign: glyphs.on, word: title, tone: isShown ? 'accent' : 'good', isShown}
		: {sign: glyphs.off, word: title, tone: 'muted', isShown};
}

/** What a step is about, while it is not done. */
export const aboutSteps: Readonly<Record<WalkthroughStep, string>> = {
	network: 'where to mine',
	wallet: 'whose keys pay and mine',
	funds: 'TAO to enter with',
	subnet: 'what to work on',
	register: 'a UID, paid for once',
	model: 'what answers',
	mine: 'start, and be found',
};
