import type {MinerFacts} from '../miner-facts.ts';
import {getPriceOutlook} from '../price-outlook.ts';
import {describeRoughly} from '../rough-duration.ts';
import {formatShortAmount} from '../short-amount.ts';
import type {Alert} from './alert.ts';
import {getChainAlerts} from './chain-alerts.ts';
import {getProblemAlerts} from './problem-alerts.ts';
import {getQueryAlerts} from './query-alerts.ts';
import {getStandingAlerts} from './standing-alerts.ts';

/**
Get what an operator should know of, the worst first: what happened, what it means, and what to do.

@param now In milliseconds since the Unix epoch.
*/
export function getAlerts(miner: MinerFacts, now: number): readonly Alert[] {
	// What it said last is no news any more.
	if (miner.link === 'gone') {
		return [getEnded(miner)];
	}

	if (miner.link === 'silent') {
		return [getHung(miner)];
	}

	const alerts = [
		...getEvicted(miner),
		...getChainAlerts(miner, now),
		...getProblemAlerts(miner),
		...getStandingAlerts(miner),
		...getQueryAlerts(miner),
	];
	return alerts.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** While the chain is not heard of, whatever else is known of it may be over. */
const rankOf = ({kind, level}: Alert) => (kind === 'chain' ? 0 : level === 'bad' ? 1 : 2);

const getEnded = ({since}: MinerFacts): Alert => ({
	kind: 'ended',
	level: 'bad',
	what: 'The miner has ended',
	since,
	means: 'Nobody is answered. Validators score that as 0, and the incentive fades epoch by epoch.',
	todo: '`r` starts it again. Its last words are in the log (`l`).',
});

const getHung = ({since}: MinerFacts): Alert => ({
	kind: 'hung',
	level: 'bad',
	what: 'The miner is there, but says nothing',
	since,
	means:
		'It hangs, or this machine has no time for it: queries hardly get an answer in time either.',
	todo: 'Let nothing else run here. If that does not help, `Q` ends it, and `r` starts it again.',
});

function getEvicted({state, subnet}: MinerFacts): readonly Alert[] {
	if (state?.phase !== 'deregistered') {
		return [];
	}

	const outlook = subnet && getPriceOutlook(subnet);
	const price = outlook ? `, for ${formatShortAmount(outlook.price)} TAO now` : '';
	const later = outlook?.next
		? `; ${formatShortAmount(outlook.next.price)} in ${describeRoughly(outlook.next.milliseconds)} if nobody registers`
		: '';
	return [
		{
			kind: 'evicted',
			level: 'bad',
			what: 'The UID is lost: a newcomer took it',
			means: 'Nothing is paid from now on. The alpha earned so far stays with the hotkey.',
			todo: `\`e\` enters again${price}${later}.`,
		},
	];
}
