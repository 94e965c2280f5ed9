import type {MinerFacts} from '../miner-facts.ts';
import {getPriceOutlook} from '../price-outlook.ts';
import {describeRoughly} from '../../support/rough-duration.ts';
import {formatShortAmount} from '../short-amount.ts';
import type {Alert} from './alert.ts';
import {getChainAlerts} from './chain-alerts.ts';
import {getDeviceAlerts} from './device-alerts.ts';
import {getProblemAlerts} from './problem-alerts.ts';
import {getQueryAlerts} from './query-alerts.ts';
import {getStandingAlerts} from './standing-alerts.ts';

/**
Get a miner's alerts, the worst first: what happened, what it means, and what to do.

@param now In milliseconds since the Unix epoch.
*/
export function getAlerts(miner: MinerFacts, now: number): readonly Alert[] {
	// Its last state is out of date.
	if (miner.link === 'gone') {
		return [getEnded(miner)];
	}

	if (miner.link === 'silent') {
		return [getHung(miner)];
	}

	if (miner.link === 'incompatible') {
		return [getIncompatible(miner)];
	}

	const chain = getChainAlerts(miner, now);
	const alerts = [
		...getEvicted(miner),
		...chain,
		...getProblemAlerts(miner, {isChainExplained: chain.length > 0}),
		...getStandingAlerts(miner),
		...getQueryAlerts(miner),
		...getDeviceAlerts(miner.device, now),
	];
	return alerts.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** Rank chain alerts first: without the chain, everything else may be out of date. */
const rankOf = ({kind, level}: Alert) => (kind === 'chain' ? 0 : level === 'bad' ? 1 : 2);

const getEnded = ({since}: MinerFacts): Alert => ({
	kind: 'ended',
	level: 'bad',
	what: 'The miner has stopped',
	since,
	means: 'No queries are answered. Validators score that as 0, and incentive fades epoch by epoch.',
	todo: '`r` restarts it. The log (`l`) says why it stopped.',
});

const getHung = ({since}: MinerFacts): Alert => ({
	kind: 'hung',
	level: 'bad',
	what: 'The miner is not responding',
	since,
	means: 'It hangs, or this machine is overloaded; queries are probably late too.',
	todo: 'Stop other programs here. If that does not help, `Q` stops it and `r` restarts it.',
});

const getIncompatible = ({since}: MinerFacts): Alert => ({
	kind: 'incompatible',
	level: 'bad',
	what: 'The miner was started by another version of btop',
	since,
	means: 'It keeps mining, but this version cannot read its state.',
	todo: '`Q` stops it, and `r` starts it with this version.',
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
			todo: `\`e\` registers again${price}${later}.`,
		},
	];
}
