import {Box} from 'ink';
import Facts, {type Fact} from '../../../ui/draw/Facts.tsx';
import {formatCount, formatDuration, formatShare} from '../../../ui/draw/format.ts';
import type {SubnetOutlook} from '../../../onboarding/subnet-outlook.ts';
import {formatTao} from '../../../chain/amount.ts';
import {countOf} from '../../../support/count-of.ts';
import {getPayback} from './subnet-rows.ts';

type Props = {
	readonly outlook: SubnetOutlook;
	readonly width: number;
	readonly height: number;
};

/** What a newcomer should know about a subnet before paying. */
export default function SubnetDetail({outlook, width, height}: Props) {
	return (
		<Box flexDirection="column" height={height} paddingTop={1} overflow="hidden" flexShrink={0}>
			<Facts facts={toFacts(outlook)} width={width} />
		</Box>
	);
}

const directions = {up: 'higher than', down: 'lower than', level: 'the same as'};

function toFacts(outlook: SubnetOutlook): readonly Fact[] {
	const {subnet, direction, sinceBlocks, freeUids, immunity} = outlook;
	const {burn, tempo, immunityPeriod, withheld = 0, identity, uids, maxUids, started} = subnet;
	const epoch = immunityPeriod === 0 ? undefined : (immunity / immunityPeriod) * tempo;
	const about = [identity?.description, identity?.url].filter(
		text => text !== undefined && text !== '',
	);
	return [
		{name: 'Pays back', value: describePayback(outlook), tone: started === false ? 'warn' : 'text'},
		{
			name: 'Entry',
			value: `${formatTao(burn)} TAO${direction === undefined ? '' : `, ${directions[direction]} ${countOf(sinceBlocks, 'block')} ago`}`,
		},
		{
			name: 'Places',
			value:
				freeUids === 0
					? `all ${formatCount(maxUids)} taken; the lowest earner is evicted`
					: `${formatCount(uids)} of ${formatCount(maxUids)} taken`,
		},
		{
			name: 'Withheld',
			value:
				withheld === 0
					? 'none of the miner emission'
					: `${formatShare(withheld)} of the miner emission goes to the owner`,
			tone: withheld >= 0.5 ? 'warn' : 'text',
		},
		{
			name: 'Epoch',
			value: `every ${formatCount(tempo)} blocks${epoch === undefined ? '' : `, ${formatDuration(epoch)}`}`,
		},
		...(about.length === 0 ? [] : [{name: 'About', value: about.join('  ')}]),
	];
}

function describePayback(outlook: SubnetOutlook): string {
	if (outlook.subnet.started === false) {
		return 'not started by its owner yet, so it pays nothing';
	}

	const payback = getPayback(outlook);
	if (payback === undefined) {
		return outlook.medianPay === undefined
			? 'unknown: the chain does not say'
			: 'unknown yet: no miner has been paid';
	}

	return `in ${formatDuration(payback)}, at current median pay and price`;
}
