import {Box} from 'ink';
import Facts, {type Fact} from '../../ui/Facts.tsx';
import {formatCount, formatDuration, formatShare} from '../../ui/format.ts';
import {type SubnetOutlook, sinceBlocks} from '../../steps/subnet-outlook.ts';
import {formatTao} from '../../chain/amount.ts';
import {getPayback} from './subnet-rows.ts';

type Props = {
	readonly outlook: SubnetOutlook;
	readonly width: number;
	readonly height: number;
};

/** What a newcomer should know of a subnet before paying. */
export default function SubnetDetail({outlook, width, height}: Props) {
	return (
		<Box flexDirection="column" height={height} paddingTop={1} overflow="hidden" flexShrink={0}>
			<Facts facts={toFacts(outlook)} width={width} />
		</Box>
	);
}

const directions = {
	up: `dearer than ${sinceBlocks} blocks ago`,
	down: `cheaper than ${sinceBlocks} blocks ago`,
	level: `the same as ${sinceBlocks} blocks ago`,
};

function toFacts(outlook: SubnetOutlook): readonly Fact[] {
	const {subnet, direction, freeUids, immunity} = outlook;
	const {burn, tempo, immunityPeriod, withheld = 0, identity, uids, maxUids, started} = subnet;
	const epoch = immunityPeriod === 0 ? undefined : (immunity / immunityPeriod) * tempo;
	const about = [identity?.description, identity?.url].filter(
		text => text !== undefined && text !== '',
	);
	return [
		{name: 'Pays back', value: describePayback(outlook), tone: started === false ? 'warn' : 'text'},
		{
			name: 'Entry',
			value: `${formatTao(burn)} TAO${direction === undefined ? '' : `, ${directions[direction]}`}`,
		},
		{
			name: 'Places',
			value:
				freeUids === 0
					? `all ${formatCount(maxUids)} taken: the least paid makes room`
					: `${formatCount(uids)} of ${formatCount(maxUids)} taken`,
		},
		{
			name: 'Withheld',
			value:
				withheld === 0
					? 'nothing of what miners are paid'
					: `${formatShare(withheld)} of what miners are paid: it goes to the owner`,
			tone: withheld >= 0.5 ? 'warn' : 'text',
		},
		{
			name: 'Epoch',
			value: `every ${formatCount(tempo)} blocks${epoch === undefined ? '' : `, ${formatDuration(epoch)}`}`,
		},
		...(about.length === 0 ? [] : [{name: 'Says', value: about.join('  ')}]),
	];
}

function describePayback(outlook: SubnetOutlook): string {
	if (outlook.subnet.started === false) {
		return 'not yet: its owner has not started it, so it pays nothing';
	}

	const payback = getPayback(outlook);
	if (payback === undefined) {
		return outlook.dailyPay === undefined
			? 'not known: the chain does not tell'
			: 'never, as it is paid now';
	}

	return `in ${formatDuration(payback)}, at the mean pay and price of now`;
}
