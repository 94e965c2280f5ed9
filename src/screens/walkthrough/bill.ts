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
