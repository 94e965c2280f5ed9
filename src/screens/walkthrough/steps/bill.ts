import {formatAlpha, formatTao} from '../../../chain/amount.ts';
import type {RegistrationPlan} from '../../../payments/registration.ts';
import {describeProspect} from '../../../onboarding/prospect.ts';
import {describeFee} from '../../../payments/describe-payment.ts';
import {describeSending} from '../../../payments/describe-sending.ts';
import type {Facts} from '../../../onboarding/walkthrough/state.ts';
import type {Fact} from '../../../ui/draw/Facts.tsx';
import {formatCount} from '../../../ui/draw/format.ts';
import {shortAddress} from '../addresses.ts';
import {chooseCap} from './registration-form.ts';

export type BillOptions = {
	readonly facts: Facts;
	/** As typed. */
	readonly cap: string;
	/** Whether the hotkey already has a UID. */
	readonly isMet: boolean;
	readonly ellipsis: string;
};

/** A bill reduced to the available room. */
export type FittedBill = {
	readonly facts: readonly Fact[];
	/** Rows of the equivalent command, complete or empty: half a command is useless. */
	readonly command: readonly string[];
	/** Whether there is room for an explanation of the command, and rows to set it off. */
	readonly isSpacious: boolean;
};

export type FitBillOptions = {
	/** In rows. */
	readonly room: number;
	/** Whether only the command can continue, since the coldkey is elsewhere. */
	readonly needsCommand: boolean;
};

/** Dropped in this order when there is little room. */
const lessNeeded = ['Fee', 'Sent', 'Balance', 'Subnet', 'Cap'];

/** Drop parts of a bill and its command that do not fit. */
export function fitBill(
	bill: readonly Fact[],
	command: readonly string[],
	{room, needsCommand}: FitBillOptions,
): FittedBill {
	const beside = shorten(bill, needsCommand ? room - command.length : room);
	const hasCommand = command.length > 0 && beside.length + command.length <= room;
	// If a needed command does not fit, a row says so.
	const space = needsCommand && !hasCommand ? room - 1 : room;
	const facts = hasCommand ? beside : shorten(bill, space);
	const rows = hasCommand ? command.length + 3 : 1;
	return {facts, command: hasCommand ? command : [], isSpacious: facts.length + rows <= space};
}

function shorten(bill: readonly Fact[], room: number): readonly Fact[] {
	const gone = new Set(lessNeeded.slice(0, Math.max(0, bill.length - room)));
	return bill.filter(({name}) => !gone.has(name));
}

const unread = 'loading';

/** List the costs of registering, to the last rao, and who would be evicted; after payment, what it bought. */
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
		toProspectFact(facts),
		{name: 'Price now', value: plan ? `${formatTao(plan.amount)} TAO` : unread},
		{name: 'Cap', value: plan ? describeCap(plan, cap) : unread},
		{name: 'Fee', value: plan ? describeFee(plan.fee) : unread},
		{name: 'Sent', value: plan ? describeSending(plan.sending) : unread},
		{
			name: 'Balance',
			value: plan
				? `${formatTao(plan.balance)} TAO, and ${formatTao(plan.balanceAfter)} after${plan.fee === undefined ? ', less the fee' : ''}`
				: describeBalance(balance),
		},
		toEvictionFact(facts, ellipsis),
	];
}

function describeCap(plan: RegistrationPlan, typed: string): string {
	const chosen = chooseCap(typed, plan);
	return chosen.ok
		? `${formatTao(chosen.cap)} TAO, ${plan.isCapped ? 'enforced by the chain' : 'checked just before signing'}`
		: `none: ${chosen.why}`;
}

const describeBalance = (balance: bigint | undefined) =>
	balance === undefined ? unread : `${formatTao(balance)} TAO`;

const toProspectFact = ({prospect}: Facts): Fact => ({
	name: 'btop can',
	value: prospect ? describeProspect(prospect) : unread,
	tone: prospect?.can === 'watch' ? 'warn' : undefined,
});

function toEvictionFact({eviction, coldkey: own}: Facts, ellipsis: string): Fact {
	const name = 'Evicts';
	switch (eviction?.kind) {
		case 'free': {
			return {name, value: `nobody; ${formatCount(eviction.freeUids)} UIDs are free`};
		}

		case 'evicts': {
			const {uid, hotkey, coldkey, emission} = eviction;
			const pay = emission === 0n ? 'earning nothing' : `${formatAlpha(emission)} alpha per epoch`;
			const whose = coldkey === own ? ', yours' : '';
			return {
				name,
				value: `UID ${uid}${whose}, ${shortAddress(hotkey, ellipsis)}, ${pay}`,
				tone: coldkey === own ? 'warn' : undefined,
			};
		}

		case 'nobody': {
			return {name, value: 'nobody: all are immune', tone: 'warn'};
		}

		case undefined: {
			return {name, value: unread};
		}
	}
}
