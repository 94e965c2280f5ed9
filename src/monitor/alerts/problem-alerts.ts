import type {Problem} from '../../miner/miner-state.ts';
import type {MinerFacts} from '../miner-facts.ts';
import type {Alert} from './alert.ts';

export type ProblemAlertsOptions = {
	/** Whether a chain alert already gives the reason that the miner reports. */
	readonly isChainExplained: boolean;
};

/** Get alerts about the problems that the miner itself reports. That of its queries is among the query alerts. */
export function getProblemAlerts(
	{state}: MinerFacts,
	{isChainExplained}: ProblemAlertsOptions,
): readonly Alert[] {
	if (!state) {
		return [];
	}

	return state.problems
		.filter(({kind}) => !isChainExplained || kind !== 'chain')
		.flatMap(({kind, message}) =>
			kind === 'queries' ? [] : [{what: message.replace(/\.$/v, ''), ...meanings[kind]}],
		);
}

const meanings: Readonly<Record<Exclude<Problem['kind'], 'queries'>, Omit<Alert, 'what'>>> = {
	engine: {
		kind: 'engine',
		level: 'bad',
		means: 'Nothing is answered meanwhile; validators score that as 0.',
		todo: 'It starts again by itself. If it keeps failing, see the log (`l`) and try another model or device.',
	},
	ledger: {
		kind: 'ledger',
		level: 'warn',
		means: 'Mining and pay continue, but answers and earnings are not being recorded.',
		todo: 'Free disk space, make the file writable or end the program that locks it, whichever the reason names. It retries by itself.',
	},
	'ledger-lost': {
		kind: 'ledger-lost',
		level: 'warn',
		means:
			'Mining and pay continue, and answers and earnings are recorded again; `btop earnings` lacks what was recorded before.',
		todo: 'If you have a copy, stop the miners, put it in the place of that file, remove its `-wal` and `-shm`, and start the miners. Otherwise there is nothing to do.',
	},
	log: {
		kind: 'log',
		level: 'warn',
		means:
			'Mining and pay continue, but the log file misses what happens now; it is only shown here (`l`).',
		todo: 'Free some disk space, or make the file writable for this user. It retries with every line.',
	},
	observer: {
		kind: 'other',
		level: 'warn',
		means: 'Mining and pay continue; some figures here may be missing or old.',
		todo: 'This is a bug in btop: please report it with the lines from the log (`l`).',
	},
	address: {
		kind: 'address',
		level: 'bad',
		means: 'Validators look for the miner at the announced address, so they cannot find it.',
		todo: 'It retries by itself. If that does not help, the reason above says what to change.',
	},
	clock: {
		kind: 'clock',
		level: 'bad',
		means: 'Queries are refused as stale, and validators score a refusal as 0.',
		todo: 'Run `sudo timedatectl set-ntp true`; in a container, on its host. This alert clears within five blocks.',
	},
	chain: {
		kind: 'other',
		level: 'warn',
		means: 'Figures of the chain may be old; each panel says how old.',
		todo: 'It retries by itself. The log (`l`) has more.',
	},
	endpoint: {
		kind: 'other',
		level: 'warn',
		means: 'Mining and pay continue through the other endpoint.',
		todo: 'It is checked again by itself, and used once it is well. If it is a node of your own, see its log.',
	},
	other: {
		kind: 'other',
		level: 'warn',
		means: 'The miner runs another version of btop, so its consequences are unknown here.',
		todo: 'The log (`l`) has more. Restart the miner (`Q`, then `r`) to run one version.',
	},
};
