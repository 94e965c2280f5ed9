import type {Alert} from './alerts/alert.ts';
import type {MinerFacts} from './miner-facts.ts';

/** A miner's health, in a word. */
export type Health = {
	readonly word:
		| 'attaching'
		| 'ended'
		| 'evicted'
		| 'failing'
		| 'incompatible'
		| 'offline'
		| 'serving'
		| 'silent'
		| 'starting'
		| 'stopping';
	/** `idle` is not good or bad yet. */
	readonly level: 'bad' | 'good' | 'idle' | 'warn';
};

/** Get a miner's health from its facts and alerts. */
export function getHealth({link, state}: MinerFacts, alerts: readonly Alert[]): Health {
	if (link === 'gone') {
		return {word: 'ended', level: 'bad'};
	}

	if (link === 'silent' || link === 'incompatible') {
		return {word: link, level: 'bad'};
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
	// With any other alert the miner still serves; the alerts say what is wrong.
	if (
		alerts.some(({kind, level}) => kind === 'engine' || (kind === 'unanswered' && level === 'bad'))
	) {
		return {word: 'failing', level: 'bad'};
	}

	return alerts.some(({kind}) => kind === 'chain')
		? {word: 'offline', level: 'warn'}
		: {word: 'serving', level: alerts.length > 0 ? 'warn' : 'good'};
}
