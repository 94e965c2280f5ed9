import {type Random, createRandom, drawIndex} from '../../../../src/support/random.ts';
import {
	type LimitForm,
	type SubmissionLie,
	limitForms,
	submissionLies,
} from './unsteady-endpoint.ts';

/** Whose endpoint fails. */
export type Target = 'miner' | 'payer' | 'both';

/** What goes wrong. */
export type Mishap =
	/** At an endpoint. */
	| {
			readonly kind: 'dead' | 'frozen' | 'half-open' | 'swapped' | 'cut';
			readonly target: Target;
	  }
	| {readonly kind: 'slow'; readonly target: Target; readonly delay: number}
	| {
			readonly kind: 'limited';
			readonly target: Target;
			readonly form: LimitForm;
			readonly perSecond: number;
	  }
	/** At the node, with its chain kept. */
	| {readonly kind: 'node killed' | 'no blocks' | 'empty blocks' | 'upgrade' | 'pool lost'}
	| {readonly kind: 'reorganized'; readonly blocks: number; readonly keepsPool: boolean}
	| {readonly kind: 'node behind' | 'finality behind' | 'set back'; readonly blocks: number}
	/** With the transaction that is submitted next. */
	| {readonly kind: 'submission'; readonly lie: SubmissionLie}
	| {readonly kind: 'upgrade at submission' | 'rival at submission'}
	/** With the block that includes a payment. */
	| {
			readonly kind: 'reorganized after inclusion';
			readonly blocks: number;
			readonly keepsPool: boolean;
	  };

export type Incident = Mishap & {
	/** The block at which it begins, from the start of the round. */
	readonly at: number;
	/** Blocks that it lasts; 0 for what happens in a moment. */
	readonly lasts: number;
};

/** What is paid for meanwhile. */
export type Order = 'register' | 'transfer' | 'two transfers' | 'transfer and register';

export type Schedule = {
	readonly seed: number;
	/** @default Nothing is paid */
	readonly order?: Order;
	/** The block at which the payment is ordered. */
	readonly orderedAt: number;
	readonly incidents: readonly Incident[];
};

const orders: readonly Order[] = ['register', 'transfer', 'two transfers', 'transfer and register'];

const atEndpoint = ['dead', 'frozen', 'half-open', 'swapped', 'slow', 'limited', 'cut'] as const;
const atNode = [
	'node killed',
	'no blocks',
	'upgrade',
	'pool lost',
	'reorganized',
	'node behind',
	'finality behind',
] as const;
const atSubmission = [
	'submission',
	'upgrade at submission',
	'rival at submission',
	'reorganized after inclusion',
	'empty blocks',
] as const;

/** Blocks within which incidents begin. */
const span = 14;

/** Draw what happens in a round. The same seed always draws the same. */
export function drawSchedule(seed: number): Schedule {
	const random = createRandom(seed);
	const draw = <Item>(items: readonly Item[]) => items[drawIndex(random, items.length)]!;
	const order = random() < 0.65 ? draw(orders) : undefined;
	const count = 1 + drawIndex(random, 4);
	const incidents = Array.from({length: count}, () => drawIncident(random, order !== undefined));
	return {
		seed,
		order,
		orderedAt: 1 + drawIndex(random, 6),
		incidents: incidents.toSorted((one, other) => one.at - other.at),
	};
}

function drawIncident(random: Random, isPaying: boolean): Incident {
	const draw = <Item>(items: readonly Item[]) => items[drawIndex(random, items.length)]!;
	const target: Target = isPaying ? draw(['miner', 'payer', 'both', 'payer'] as const) : 'miner';
	const chance = random();
	const kind = isPaying
		? draw(chance < 0.4 ? atEndpoint : chance < 0.7 ? atNode : atSubmission)
		: draw(chance < 0.55 ? atEndpoint : chance < 0.9 ? atNode : (['set back'] as const));
	const at = 1 + drawIndex(random, span);
	const lasting = {at, lasts: 1 + drawIndex(random, random() < 0.3 ? 20 : 8)};
	const moment = {at, lasts: 0};
	switch (kind) {
		case 'dead':
		case 'frozen':
		case 'half-open':
		case 'swapped': {
			return {...lasting, kind, target};
		}

		case 'slow': {
			return {...lasting, kind, target, delay: 1000 + drawIndex(random, 8000)};
		}

		case 'limited': {
			return {...lasting, kind, target, form: draw(limitForms), perSecond: draw([0.3, 0.5, 1])};
		}

		case 'cut': {
			return {...moment, kind, target};
		}

		case 'node killed':
		case 'no blocks': {
			return {...lasting, kind};
		}

		case 'empty blocks': {
			// Now and then for longer than a transaction lives.
			return {at, lasts: random() < 0.3 ? 40 : lasting.lasts, kind};
		}

		case 'reorganized':
		case 'reorganized after inclusion': {
			return {...moment, kind, blocks: 1 + drawIndex(random, 3), keepsPool: random() < 0.7};
		}

		case 'node behind': {
			return {...lasting, kind, blocks: 1 + drawIndex(random, 15)};
		}

		case 'finality behind': {
			return {...lasting, kind, blocks: 4 + drawIndex(random, 30)};
		}

		case 'set back': {
			return {...moment, kind, blocks: 1 + drawIndex(random, 15)};
		}

		case 'submission': {
			return {...moment, kind, lie: draw(submissionLies)};
		}

		case 'pool lost':
		case 'upgrade':
		case 'upgrade at submission':
		case 'rival at submission': {
			return {...moment, kind};
		}
	}
}

/** Say in a line what happens. */
export const describeIncident = ({at, lasts, ...mishap}: Incident): string =>
	`block ${at}${lasts === 0 ? '' : ` to ${at + lasts}`}: ${Object.values(mishap).join(', ')}`;

/** Say in a few lines what happens in a round. */
export const describeSchedule = ({seed, order, orderedAt, incidents}: Schedule): string =>
	[
		`seed ${seed}${order === undefined ? '' : `, block ${orderedAt}: ${order}`}`,
		...incidents.map(incident => `\t${describeIncident(incident)}`),
	].join('\n');
