import type {DatabaseSync} from 'node:sqlite';
import {rollUpQueries} from './queries/roll-up-queries.ts';

/** A schema migration, as SQL or a function. */
export type Migration = string | ((database: DatabaseSync) => void);

/**
The ledger's schema, one step per version: step n migrates a file from `user_version` n to n + 1. A released step is never changed.

Amounts are rao (and alpha in the same 1e-9 unit), times are milliseconds since the Unix epoch.
*/
export const migrations: readonly Migration[] = [
	`
-- A hotkey on a subnet of a network: what answers queries and earns.
CREATE TABLE miners (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	netuid INTEGER NOT NULL,
	hotkey TEXT NOT NULL,
	UNIQUE (network, netuid, hotkey)
) STRICT;

-- Texts that stand in many rows, once each: hotkeys of validators, outcomes.
CREATE TABLE words (
	id INTEGER PRIMARY KEY,
	word TEXT NOT NULL UNIQUE
) STRICT;

-- Queries of permitted callers.
CREATE TABLE queries (
	id INTEGER PRIMARY KEY,
	miner INTEGER NOT NULL REFERENCES miners,
	time INTEGER NOT NULL,
	validator INTEGER NOT NULL REFERENCES words,
	-- 'answered', or why not.
	outcome INTEGER NOT NULL REFERENCES words,
	milliseconds REAL NOT NULL,
	-- How many shared the batch; none if it was not answered.
	batch INTEGER
) STRICT;
CREATE INDEX queries_by_time ON queries (miner, time);

-- Requests of callers without permission are only counted, by the minute: nobody can fill the disk with them.
CREATE TABLE refusals (
	miner INTEGER NOT NULL REFERENCES miners,
	minute INTEGER NOT NULL,
	reason INTEGER NOT NULL REFERENCES words,
	count INTEGER NOT NULL,
	PRIMARY KEY (miner, minute, reason)
) STRICT, WITHOUT ROWID;

-- Registrations.
CREATE TABLE payments (
	id INTEGER PRIMARY KEY,
	miner INTEGER NOT NULL REFERENCES miners,
	time INTEGER NOT NULL,
	uid INTEGER NOT NULL,
	-- Without the fee.
	paid INTEGER NOT NULL,
	fee INTEGER NOT NULL,
	block INTEGER NOT NULL,
	hash TEXT NOT NULL
) STRICT;

-- What was signed and sent, written before it is sent.
CREATE TABLE signed (
	id INTEGER PRIMARY KEY,
	time INTEGER NOT NULL,
	network TEXT NOT NULL,
	signer TEXT NOT NULL,
	-- For example 'SubtensorModule.serve_axon', and its arguments as JSON.
	call TEXT NOT NULL,
	arguments TEXT NOT NULL,
	-- 'sent' until the chain has answered, then 'included' or why not.
	outcome TEXT NOT NULL,
	block INTEGER,
	hash TEXT
) STRICT;

-- What a hotkey holds of its subnet's alpha, sampled.
CREATE TABLE earnings (
	miner INTEGER NOT NULL REFERENCES miners,
	block INTEGER NOT NULL,
	time INTEGER NOT NULL,
	alpha INTEGER NOT NULL,
	-- Rao for one whole alpha.
	price INTEGER NOT NULL,
	-- 1 where a registration begins: gains are counted from there.
	is_start INTEGER NOT NULL,
	PRIMARY KEY (miner, block)
) STRICT, WITHOUT ROWID;

-- What happened to a miner: started, stopped, model changed, deregistered, and the like.
CREATE TABLE events (
	id INTEGER PRIMARY KEY,
	miner INTEGER NOT NULL REFERENCES miners,
	time INTEGER NOT NULL,
	kind TEXT NOT NULL,
	detail TEXT NOT NULL
) STRICT;
`,
	rollUpQueries,
	`
-- Each time that this ledger took the place of one that was lost.
CREATE TABLE losses (
	time INTEGER NOT NULL,
	-- A clause.
	how TEXT NOT NULL
) STRICT;
`,
	`
-- What it takes to settle a transaction; null for what was never signed.
ALTER TABLE signed ADD COLUMN genesis TEXT;
ALTER TABLE signed ADD COLUMN nonce INTEGER;
-- The block it was signed at, and the first one it is no longer valid in.
ALTER TABLE signed ADD COLUMN birth INTEGER;
ALTER TABLE signed ADD COLUMN death INTEGER;
-- The whole transaction, as hex.
ALTER TABLE signed ADD COLUMN bytes TEXT;
ALTER TABLE signed ADD COLUMN fee INTEGER;
-- 1 for a dry run.
ALTER TABLE signed ADD COLUMN is_dry_run INTEGER NOT NULL DEFAULT 0;
CREATE INDEX signed_by_signer ON signed (genesis, signer, outcome);
`,
	`
-- What btop sold of a hotkey's alpha.
CREATE TABLE sales (
	id INTEGER PRIMARY KEY,
	miner INTEGER NOT NULL REFERENCES miners,
	block INTEGER NOT NULL,
	time INTEGER NOT NULL,
	-- What left the hotkey, and what came back.
	alpha INTEGER NOT NULL,
	tao INTEGER NOT NULL,
	fee INTEGER NOT NULL,
	hash TEXT NOT NULL,
	UNIQUE (miner, hash)
) STRICT;
`,
	`
-- Which chain a network's name stands for; the oldest name of a chain stands in the table of miners.
CREATE TABLE networks (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	genesis TEXT NOT NULL
) STRICT;
`,
	`
-- 1 once the command that sent it has reported its outcome: until then, whoever sends the same again is asked.
ALTER TABLE signed ADD COLUMN is_told INTEGER NOT NULL DEFAULT 0;
UPDATE signed SET is_told = 1 WHERE outcome NOT IN ('sent', 'unread');
`,
	`
-- Trials of a model beside the one in use.
CREATE TABLE canaries (
	miner INTEGER NOT NULL REFERENCES miners,
	started INTEGER NOT NULL,
	ended INTEGER,
	model TEXT NOT NULL,
	previous TEXT NOT NULL,
	share REAL NOT NULL,
	-- 'running' until it has ended.
	outcome TEXT NOT NULL,
	reason TEXT,
	-- How both models have done, as JSON.
	figures TEXT NOT NULL,
	PRIMARY KEY (miner, started)
) STRICT, WITHOUT ROWID;
`,
	`
-- What models were measured to be on this machine, the latest of each.
CREATE TABLE evaluations (
	task TEXT NOT NULL,
	-- Of the model's files.
	identity TEXT NOT NULL,
	time INTEGER NOT NULL,
	model TEXT NOT NULL,
	-- Score, speed and place, as JSON.
	figures TEXT NOT NULL,
	PRIMARY KEY (task, identity)
) STRICT, WITHOUT ROWID;
`,
	`
-- What carried the transaction encrypted, as hex, with the nonce before; null if it was sent as it is.
ALTER TABLE signed ADD COLUMN carrier TEXT;
`,
];
