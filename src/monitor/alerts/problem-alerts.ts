import type {Problem} from '../../miner/problem.ts';
import type {MinerFacts} from '../miner-facts.ts';
import type {Alert} from './alert.ts';

/** Tell of what the miner itself says that is not as it should be. */
export function getProblemAlerts({state}: MinerFacts): readonly Alert[] {
	if (!state) {
		return [];
	}

	const isConnected = state.chain.state === 'connected';
	return state.problems
		.filter(({kind}) => isConnected || kind !== 'chain')
		.map(({kind, message}) => ({what: message.replace(/\.$/v, ''), ...meanings[kind]}));
}

const meanings: Readonly<Record<Problem['kind'], Omit<Alert, 'what'>>> = {
	engine: {
		kind: 'engine',
		level: 'bad',
		means: 'Every query is refused, and validators score a refusal as 0.',
		todo: 'Its last words are in the log (`l`). Stop the miner (`Q`) and start it with another model or device.',
	},
	ledger: {
		kind: 'ledger',
		level: 'warn',
		means: 'Mining and pay go on; what is answered and earned now is not written down.',
		todo: 'Free some disk, or give this user the right to write there. It tries again by itself.',
	},
	address: {
		kind: 'address',
		level: 'bad',
		means: 'Validators look for the miner where the chain says it is, so they do not find it.',
		todo: 'It tries again by itself. If that does not help, the reason above says what to change.',
	},
	chain: {
		kind: 'other',
		level: 'warn',
		means: 'Figures of the chain may be old; each panel says how old.',
		todo: 'It tries again by itself. The log (`l`) has more.',
	},
	other: {
		kind: 'other',
		level: 'warn',
		means: 'The miner is of another version of btop, so what follows from this is not known here.',
		todo: 'The log (`l`) has more. Stop the miner (`Q`) and start it again to have one version.',
	},
};
