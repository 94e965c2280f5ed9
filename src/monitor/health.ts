import type {Alert} from './alerts/alert.ts';
import type {MinerFacts} from './miner-facts.ts';

/** How a miner is, in a word. */
export type Health = {
	readonly word:
		| 'attaching'
		| 'ended'
		| 'evicted'
		| 'failing'
		| 'offline'
		| 'serving'
		| 'silent'
		| 'starting'
		| 'stopping';
	/** `idle` is neither good nor bad yet. */
	readonly level: 'bad' | 'good' | 'idle' | 'warn';
};

/** Get how a miner is, in a word, from its facts and what is wrong with it. */
export function getHealth({link, state}: MinerFacts, alerts: readonly Alert[]): Health {
	if (link === 'gone') {
		return {word: 'ended', level: 'bad'};
	}

	if (link === 'silent') {
		return {word: 'silent', level: 'bad'};
	}

	switch (state?.phase) {
		case undefined: {
			return {word: 'attaching', level: 'idle'};
		}

		case 'starting': {
			return {word: 'starting', level: alerts.length > 0 ? 'warn' : 'idle'};
		}

		case 'stopping': {
			return {word: 'stopping', level: 'idle'};
		}

		case 'deregistered': {
			return {word: 'evicted', level: 'bad'};
		}

		case 'serving': {
			return getServing(alerts);
		}
	}
}

function getServing(alerts: readonly Alert[]): Health {
	const has = (...kinds: ReadonlyArray<Alert['kind']>) =>
		alerts.some(({kind}) => kinds.includes(kind));
	if (has('engine')) {
		return {word: 'failing', level: 'bad'};
	}

	// However bad the others are, it serves; what is bad stands among the alerts.
	return has('chain')
		? {word: 'offline', level: 'warn'}
		: {word: 'serving', level: alerts.length > 0 ? 'warn' : 'good'};
}
