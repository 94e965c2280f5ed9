import {inspect} from 'node:util';
import type {SignedRow} from '../../../../src/ledger/signed.ts';
import type {Told, Want} from './chaos-payer.ts';
import type {Schedule} from './schedule.ts';
import type {Truth} from './truth.ts';

export type CheckPaymentsOptions = {
	readonly wants: readonly Want[];
	/** By want, what each command told. */
	readonly tolds: ReadonlyArray<readonly Told[]>;
	readonly rows: readonly SignedRow[];
	/** SS58 of who pays. */
	readonly account: string;
	readonly truth: Truth;
	/** Before anything was paid. */
	readonly before: Truth;
	/** How many transactions another program has sent from the account. */
	readonly rivals: number;
	readonly schedule: Schedule;
};

/** Errors that say that nothing was paid. */
const unpaid = new Set([
	'NotIncludedError',
	'ChainRefusedError',
	'NotEnoughFundsError',
	'PriceAboveCapError',
]);

/** Hold what was told of payments, and what the ledger has, against the chain. */
export function checkPayments({
	wants,
	tolds,
	rows,
	account,
	truth,
	before,
	rivals,
	schedule,
}: CheckPaymentsOptions): readonly string[] {
	const violations: string[] = [];
	for (const [index, want] of wants.entries()) {
		const paid =
			want.kind === 'transfer'
				? Number(truth.balance(want.to) / want.amount)
				: Number(truth.uid(want.netuid, want.hotkey) !== undefined);
		const told = tolds[index]!.at(-1)!;
		const isKnown =
			told.kind === 'paid' || (told.kind === 'known' && told.row?.outcome !== 'unknown');
		if (paid > 1) {
			violations.push(`${want.kind} was paid ${paid} times`);
		}

		if (isKnown && paid !== 1) {
			violations.push(`${want.kind} was told as paid, and was paid ${paid} times`);
		}

		if (told.kind === 'failed' && unpaid.has(told.error.name) && paid > 0) {
			violations.push(`${want.kind} was told as not paid (${told.error.message}), and was`);
		}

		if (!isKnown) {
			violations.push(`${want.kind} was not paid at last: ${inspect(told, {depth: 2})}`);
		}

		for (const each of tolds[index]!) {
			if (each.kind === 'paid' && truth.places.get(each.hash) !== each.block) {
				violations.push(
					`${want.kind} was told to be in block ${each.block}, and is in ${truth.places.get(each.hash)}`,
				);
			}
		}
	}

	for (const {call, hash, outcome, block} of rows) {
		const place = hash === undefined ? undefined : truth.places.get(hash);
		if (outcome === 'sent') {
			violations.push(`the ledger does not know what became of ${call}`);
		} else if (place !== block && outcome !== 'unknown' && hash !== undefined) {
			violations.push(`the ledger has ${call} as ${outcome} in ${block}, the chain in ${place}`);
		}

		if (outcome === 'unknown' && schedule.incidents.every(({kind}) => kind !== 'set back')) {
			violations.push(`the ledger has ${call} as unknown`);
		}
	}

	const own = rows.filter(({hash}) => hash !== undefined && truth.places.has(hash)).length;
	const used = truth.nonce(account) - before.nonce(account);
	if (used < own || used > own + rivals) {
		violations.push(
			`${used} transactions of the account, ${own} in the ledger, ${rivals} by others`,
		);
	}

	return violations;
}
