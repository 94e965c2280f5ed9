import type {MinerFacts} from '../miner-facts.ts';
import type {Alert} from './alert.ts';
import {isChainProblem} from './chain-alerts.ts';

/** Tell of what the miner itself says that is not as it should be. */
export function getProblemAlerts({state}: MinerFacts): readonly Alert[] {
	if (!state) {
		return [];
	}

	const isConnected = state.chain.state === 'connected';
	return state.problems
		.filter(problem => isConnected || !isChainProblem(problem))
		.map(problem => explain(problem));
}

function explain(problem: string): Alert {
	const what = problem.replace(/\.$/v, '');
	const [, meaning] = meanings.find(([pattern]) => pattern.test(problem))!;
	return {what, ...meaning};
}

type Meaning = Omit<Alert, 'what'>;

const meanings: ReadonlyArray<readonly [RegExp, Meaning]> = [
	[
		/^The engine/v,
		{
			kind: 'engine',
			level: 'bad',
			means: 'Every query is refused, and validators score a refusal as 0.',
			todo: 'Its last words are in the log (`l`). Stop the miner (`Q`) and start it with another model or device.',
		},
	],
	[
		/^The ledger/v,
		{
			kind: 'ledger',
			level: 'warn',
			means: 'Mining and pay go on; what is answered and earned now is not written down.',
			todo: 'Free some disk, or give this user the right to write there. It tries again by itself.',
		},
	],
	[
		/^The address/v,
		{
			kind: 'address',
			level: 'bad',
			means: 'Validators look for the miner where the chain says it is, so they do not find it.',
			todo: 'It tries again by itself. If that does not help, the reason above says what to change.',
		},
	],
	[
		/^/v,
		{
			kind: 'other',
			level: 'warn',
			means: 'Figures of the chain may be old; each panel says how old.',
			todo: 'It tries again by itself. The log (`l`) has more.',
		},
	],
];
