/**
The ledger's schema, a step a version: step n brings a file from `user_version` n to n + 1. A step that was released is never changed.

Amounts are rao (and alpha in the same 1e-9 unit), times are milliseconds since the Unix epoch.
*/
export const migrations: readonly string[] = [
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

-- Queries of those who may ask.
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

-- Requests of those who may not ask are only counted, by the minute: nobody can fill the disk with them.
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
];
