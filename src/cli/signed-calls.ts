import {existsSync} from 'node:fs';
import {formatTao} from '../chain/amount.ts';
import {findLoss} from '../ledger/find-loss.ts';
import {describeLoss, readLoss} from '../ledger/loss.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {type SignedRow, readSigned} from '../ledger/signed.ts';
import {describeCall} from '../payments/describe-signed.ts';
import type {Output} from './output.ts';
import {table} from './table.ts';

/** More would be hard to read; the ledger keeps all of them. */
const limit = 1000;

/** Print what this home has signed, latest first: `btop earnings --signed`. */
export function printSigned(output: Output, file: string): void {
	const {rows, loss, warning} = readRows(file);
	output.result({signed: rows.map(row => toPrinted(row)), ledgerLostAt: loss?.time ?? null}, [
		...warning,
		...toLines(rows),
	]);
}

function readRows(file: string) {
	// Reading must not create a ledger.
	if (!existsSync(file) && findLoss(file) === undefined) {
		return {rows: [], loss: undefined, warning: []};
	}

	const ledger = openLedger({file});
	try {
		const loss = readLoss(ledger);
		return {
			rows: readSigned(ledger, {limit}),
			loss,
			warning: loss ? [`${describeLoss(ledger, loss)}.`] : [],
		};
	} finally {
		ledger.close();
	}
}

function toPrinted({
	id: _id,
	genesisHash: _genesis,
	hex: _hex,
	carrier,
	isTold: _told,
	isDryRun,
	...row
}: SignedRow) {
	const {amount, destination} = describeCall(row);
	const {nonce, birth, death, hash, block, fee} = row;
	return {
		...row,
		amount,
		destination,
		nonce,
		birth,
		death,
		hash,
		block,
		fee,
		dryRun: isDryRun,
		mevShield: carrier !== undefined,
	};
}

function toLines(rows: readonly SignedRow[]): readonly string[] {
	return rows.length === 0
		? ['Nothing has been signed yet.']
		: table(
				[
					{title: 'time (UTC)'},
					{title: 'network'},
					{title: 'block', align: 'right'},
					{title: 'fee', align: 'right'},
					{title: 'outcome'},
					{title: 'by'},
					{title: 'what'},
				],
				rows.map(row => [
					new Date(row.time).toISOString().slice(0, 19).replace('T', ' '),
					row.network,
					row.block === undefined ? '-' : String(row.block),
					row.fee === undefined ? '-' : formatTao(row.fee),
					describeOutcome(row),
					describeSigner(row),
					describeCall(row).text,
				]),
			);
}

/** On devnets, and the same on every chain made for development: its key is public. */
const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

/** The faucet signs for others: what it sends is not paid by the operator. */
function describeSigner({signer, call}: SignedRow): string {
	if (signer !== alice) {
		return signer;
	}

	return call.startsWith('Balances.') ? '//Alice, the faucet' : '//Alice';
}

const outcomes: ReadonlyMap<string, string> = new Map([
	['sent', 'unknown yet'],
	['unknown', 'never found out'],
	['unread', 'result not read'],
	['overtaken', 'never included'],
	['expired', 'never included'],
	['not-decrypted', 'not decrypted'],
]);

const describeOutcome = ({outcome, isDryRun}: SignedRow) =>
	`${outcomes.get(outcome) ?? outcome}${isDryRun ? ' (dry run)' : ''}`;
