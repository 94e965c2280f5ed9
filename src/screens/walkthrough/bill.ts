import {formatAlpha, formatTao} from '../../chain/amount.ts';
import type {RegistrationPlan} from '../../steps/registration.ts';
import type {Facts} from '../../steps/walkthrough/state.ts';
import type {Fact} from '../../ui/Facts.tsx';
import {formatCount} from '../../ui/format.ts';
import {shortAddress} from './addresses.ts';
import {chooseCap} from './registration-form.ts';

export type BillOptions = {
	readonly facts: Facts;
	/** As it was typed. */
	readonly cap: string;
	/** Whether there is a UID already. */
	readonly isMet: boolean;
	readonly ellipsis: string;
};

/** A bill as far as there is room for it. */
export type FittedBill = {
	readonly facts: readonly Fact[];
	/** The rows of the equal command; half a command is none, so it is there whole or not at all. */
	readonly command: readonly string[];
	/** Whether there is room for what the command is, and rows to set it off. */
	readonly isSpacious: boolean;
};

export type FitBillOptions = {
	/** In rows. */
	readonly room: number;
	/** Whether nothing goes on but by the command, since the coldkey is elsewhere. */
	readonly needsCommand: boolean;
};

/** The first to go where there is little room. */
const lessNeeded = ['Fee', 'Balance', 'Subnet', 'Cap'];

/** Leave out of a bill and its command what there is no room for. */
export function fitBill(
	bill: readonly Fact[],
	command: readonly string[],
	{room, needsCommand}: FitBillOptions,
): FittedBill {
	const beside = shorten(bill, needsCommand ? room - command.length : room);
	const hasCommand = command.length > 0 && beside.length + command.length <= room;
	// In the place of one that is needed stands a row that says so.
	const space = needsCommand && !hasCommand ? room - 1 : room;
	const facts = hasCommand ? beside : shorten(bill, space);
	const rows = hasCommand ? command.length + 3 : 1;
	return {facts, command: hasCommand ? command : [], isSpacious: facts.length + rows <= space};
}

function shorten(bill: readonly Fact[], room: number): readonly Fact[] {
	const gone = new Set(lessNeeded.slice(0, Math.max(0, bill.length - room)));
	return bill.filter(({name}) => !gone.has(name));
}

const unread = 'being read';

/** List what registering costs, to the last rao, and whom it costs a place; once that is paid, what there is for it. */
export function toBill({facts, cap, isMet, ellipsis}: BillOptions): readonly Fact[] {
	const {subnet, hotkey, uid, plan, balance} = facts;
	const place = {
		name: 'Subnet',
		value: subnet ? `${subnet.subnet.netuid} ${subnet.subnet.name}` : unread,
	};
	if (isMet) {
		return [
			place,
			{name: 'UID', value: uid === undefined ? unread : String(uid)},
			{name: 'Hotkey', value: hotkey ?? unread},
			{name: 'Balance', value: describeBalance(balance)},
		];
	}

	return [
		place,
		{name: 'Price now', value: plan ? `${formatTao(plan.amount)} TAO` : unread},
		{name: 'Cap', value: plan ? describeCap(plan, cap) : unread},
		{name: 'Fee', value: plan ? describeFee(plan) : unread},
		{
			name: 'Balance',
			value: plan
				? `${formatTao(plan.balance)} TAO, and ${formatTao(plan.balanceAfter)} after`
				: describeBalance(balance),
		},
		toEvictionFact(facts, ellipsis),
	];
}

function describeCap(plan: RegistrationPlan, typed: string): string {
	const chosen = chooseCap(typed, plan);
	return chosen.ok
		? `${formatTao(chosen.cap)} TAO, ${plan.isCapped ? 'and the chain refuses above it' : 'only looked at before signing'}`
		: `none: ${chosen.why}`;
}

const describeFee = ({fee}: RegistrationPlan) =>
	fee === 0n ? 'not told by the node' : `about ${formatTao(fee)} TAO`;

const describeBalance = (balance: bigint | undefined) =>
	balance === undefined ? unread : `${formatTao(balance)} TAO`;

function toEvictionFact({eviction, coldkey: own}: Facts, ellipsis: string): Fact {
	const name = 'Who goes';
	switch (eviction?.kind) {
		case 'free': {
			return {name, value: `nobody, ${formatCount(eviction.freeUids)} places are free`};
		}

		case 'evicts': {
			const {uid, hotkey, coldkey, emission} = eviction;
			const pay = emission === 0n ? 'paid nothing' : `${formatAlpha(emission)} alpha an epoch`;
			const whose = coldkey === own ? ', your own' : '';
			return {
				name,
				value: `UID ${uid}${whose}, ${shortAddress(hotkey, ellipsis)}, ${pay}`,
				tone: coldkey === own ? 'warn' : undefined,
			};
		}

		case 'nobody': {
			return {name, value: 'nobody can, all are immune', tone: 'warn'};
		}

		case undefined: {
			return {name, value: unread};
		}
	}
}
