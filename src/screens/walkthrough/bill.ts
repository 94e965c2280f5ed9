import {formatAlpha, formatTao} from '../../chain/amount.ts';
import type {EvictionOutlook} from '../../steps/eviction-outlook.ts';
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
	readonly ellipsis: string;
};

const unread = 'being read';

/** List what registering costs, to the last rao, and whom it costs a place. */
export function toBill({facts, cap, ellipsis}: BillOptions): readonly Fact[] {
	const {subnet, plan, eviction, balance} = facts;
	return [
		{
			name: 'Subnet',
			value: subnet ? `${subnet.subnet.netuid} ${subnet.subnet.name}` : unread,
		},
		{name: 'Price now', value: plan ? `${formatTao(plan.amount)} TAO` : unread},
		{name: 'Cap', value: plan ? describeCap(plan, cap) : unread},
		{name: 'Fee', value: plan ? describeFee(plan) : unread},
		{
			name: 'Balance',
			value: plan
				? `${formatTao(plan.balance)} TAO, and ${formatTao(plan.balanceAfter)} after`
				: describeBalance(balance),
		},
		toEvictionFact(eviction, ellipsis),
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

function toEvictionFact(eviction: EvictionOutlook | undefined, ellipsis: string): Fact {
	const name = 'Who goes';
	switch (eviction?.kind) {
		case 'free': {
			return {name, value: `nobody, ${formatCount(eviction.freeUids)} places are free`};
		}

		case 'evicts': {
			const {uid, hotkey, emission} = eviction;
			const pay = emission === 0n ? 'paid nothing' : `${formatAlpha(emission)} alpha an epoch`;
			return {name, value: `UID ${uid} ${shortAddress(hotkey, ellipsis)}, ${pay}`};
		}

		case 'nobody': {
			return {name, value: 'nobody can, all are immune', tone: 'warn'};
		}

		case undefined: {
			return {name, value: unread};
		}
	}
}
