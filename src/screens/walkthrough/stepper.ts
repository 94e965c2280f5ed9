import type {Glyphs} from '../../ui/terminal/glyphs.ts';
import type {Tone} from '../../ui/terminal/theme.ts';
import type {
	StepProgress,
	WalkthroughState,
	WalkthroughStep,
} from '../../onboarding/walkthrough/state.ts';

export type Mark = {
	readonly sign: string;
	readonly word: string;
	readonly tone: Tone;
	readonly isShown: boolean;
};

/** Get a step's marker: done, current, pending or failed. */
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

/** What each step is for, shown until it is done. */
export const aboutSteps: Readonly<Record<WalkthroughStep, string>> = {
	network: 'where to mine',
	wallet: 'keys that pay and mine',
	funds: 'TAO for the entry price',
	subnet: 'the task to work on',
	register: 'a UID, paid once',
	model: 'what answers queries',
	mine: 'start and announce',
};
