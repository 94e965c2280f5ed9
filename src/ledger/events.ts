import {claimMiner, readMinerKey, whereMiner, type MinerFilter, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

export type MinerEventKind =
	| 'started'
	| 'stopped'
	| 'registered'
	| 'deregistered'
	| 'announced'
	| 'model-changed'
	| 'model-refused'
	| 'canary-started'
	| 'canary-ended'
	| 'engine-died'
	| 'engine-gave-up'
	| 'engine-recovered'
	| 'chain-lost'
	| 'chain-found';

/** An event in a miner's life. */
export type MinerEvent = MinerKey & {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	readonly kind: MinerEventKind;
	/** One line for the operator. */
	readonly detail: string;
};

/**
Record a miner's event.
*/
export function recordEvent(ledger: Ledger, {time, kind, detail, ...miner}: MinerEvent): void {
	ledger.transactQuickly(database => {
		database
			.prepare('INSERT INTO events (miner, time, kind, detail) VALUES (?, ?, ?, ?)')
			.run(claimMiner(database, miner), time, kind, detail);
	});
}

export type ReadEventsOptions = MinerFilter & {
	/** @default any */
	readonly kind?: MinerEventKind;
	/** Milliseconds since the Unix epoch. @default all */
	readonly since?: number;
	/** @default 100 */
	readonly limit?: number;
};

/**
Read events, latest first.
*/
export function readEvents(
	ledger: Ledger,
	{kind, since = 0, limit = 100, ...filter}: ReadEventsOptions = {},
): readonly MinerEvent[] {
	const {condition, values} = whereMiner(filter);
	return ledger.use(database =>
		database
			.prepare(
				`SELECT time, kind, detail, network, netuid, hotkey
				FROM events JOIN miners ON miners.id = events.miner
				WHERE time >= $since AND ($kind IS NULL OR kind = $kind) AND ${condition} ORDER BY events.id DESC LIMIT $limit`,
			)
			.all({...values, kind: kind ?? null, since, limit})
			.map(row => ({
				...readMinerKey(row),
				time: Number(row.time),
				kind: row.kind as MinerEventKind,
				detail: String(row.detail),
			})),
	);
}
