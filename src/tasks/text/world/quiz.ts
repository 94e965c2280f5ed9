import type {Random} from '../../../support/random.ts';
import type {Cast} from './moves.ts';
import type {World} from './world.ts';

/** A question and its one right answer, of a word or two. */
export type Quiz = {
	readonly question: string;
	readonly answer: string;
};

export type Story = Quiz & {readonly sentences: readonly string[]};

/** Ask about a world after its story, or not if the story does not lend itself to the question. */
export type AskWorld = (random: Random, world: World, cast: Cast) => Quiz | undefined;
