import type {DatabaseSync} from 'node:sqlite';
import {header} from '../blocks/header.ts';
import {bytes} from '../scale/bytes.ts';
import {vec} from '../scale/collections.ts';
import type {Hex} from '../scale/type.ts';
import type {ChainStore, Saved} from './chain-store.ts';
import {openDatabase} from './database.ts';

/** How many of the newest blocks are kept, besides the first: as far back as a mortal extrinsic's era can begin. */
const keptBlocks = 2401;

const extrinsicsType = vec(bytes);

type StateRow = {readonly key: Hex; readonly value: Uint8Array};

type BlockRow = {
	readonly hash: Hex;
	readonly header: Uint8Array;
	readonly extrinsics: Uint8Array;
};

/**
Open a chain's store: a SQLite file in this folder, which is created if missing.

A block and its changes are written in one transaction, so a killed process resumes at its last complete block. Older blocks keep their headers and extrinsics, but not their state.

@throws {StateDirectoryError} If another chain has the folder open, or another version wrote it.
*/
export function openStore(directory: string): ChainStore {
	const database = openDatabase(directory);
	const save = createSave(database);
	return {
		load: () => load(database),
		save(...kept) {
			database.exec('BEGIN');
			try {
				save(...kept);
				database.exec('COMMIT');
			} catch (error) {
				// If the disk is full, SQLite has already rolled back.
				if (database.isTransaction) {
					database.exec('ROLLBACK');
				}

				throw error;
			}
		},
		close() {
			if (database.isOpen) {
				database.close();
			}
		},
	};
}

function load(database: DatabaseSync): Saved | undefined {
	const blocks = database
		.prepare('SELECT hash, header, extrinsics FROM blocks ORDER BY number')
		.all() as BlockRow[];
	if (blocks.length === 0) {
		return undefined;
	}

	const state = database.prepare('SELECT key, value FROM state').all() as StateRow[];
	return {
		state: state.map(({key, value}) => [key, value]),
		blocks: blocks.map(row => ({
			hash: row.hash,
			header: header.decode(row.header),
			extrinsics: extrinsicsType.decode(row.extrinsics),
		})),
	};
}

function createSave(database: DatabaseSync): ChainStore['save'] {
	const put = database.prepare('INSERT OR REPLACE INTO state VALUES (?, ?)');
	const drop = database.prepare('DELETE FROM state WHERE key = ?');
	const putBlock = database.prepare('INSERT INTO blocks VALUES (?, ?, ?, ?)');
	const forget = database.prepare('DELETE FROM blocks WHERE number > 0 AND number <= ?');

	return (block, changes) => {
		for (const [key, value] of changes) {
			if (value) {
				put.run(key, value);
			} else {
				drop.run(key);
			}
		}

		const {number} = block.header;
		const extrinsics = extrinsicsType.encode(block.extrinsics);
		putBlock.run(number, block.hash, header.encode(block.header), extrinsics);
		forget.run(number - keptBlocks);
	};
}
