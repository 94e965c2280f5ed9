import {getEvictionOrder} from '../../../monitor/eviction.ts';
import {type TimedSlot, isInDanger, type Slot} from '../../../monitor/slot.ts';
import {countOf} from '../../../support/count-of.ts';
import {describeRoughly} from '../../../support/rough-duration.ts';
import Facts, {type Fact} from '../../../ui/draw/Facts.tsx';
import Meter from '../../../ui/draw/Meter.tsx';
import {insidePanel} from '../../../ui/terminal/size.ts';
import type {Overview} from '../overview.ts';
import {tellLoss} from '../slot-words.ts';
import {formatBlock, formatPlace, joinFitting, pickFitting} from '../words.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {PanelProps} from './panel-props.ts';

/** How safe the UID is from eviction. */
export default function SlotPanel(props: PanelProps) {
	const {overview} = props;
	const {miner, slot, own} = overview;
	const {subnet, state} = miner;
	if (!subnet || !slot || !own) {
		return (
			<MonitorPanel
				{...props}
				id="slot"
				waiting={
					state?.phase === 'deregistered'
						? 'The UID is gone: a newcomer took it. Earnings stay.'
						: 'The subnet has not been read yet.'
				}
			/>
		);
	}

	const {columns: width, rows: height} = insidePanel(props);
	const {immuneBlocks, immuneMs} = slot;
	return (
		<MonitorPanel {...props} id="slot" note={`UID ${own.uid}`}>
			<Meter
				label="immune"
				share={subnet.immunityPeriod === 0 ? 0 : immuneBlocks / subnet.immunityPeriod}
				value={immuneBlocks > 0 ? describeRoughly(immuneMs) : 'no longer'}
				width={width}
				colors="cool"
			/>
			<Facts facts={toFacts(overview, width - nameWidth).slice(0, height - 1)} width={width} />
		</MonitorPanel>
	);
}

/** The longest name, and the gap behind it. */
const nameWidth = 'evicted'.length + 2;

function toFacts({slot, miner, own}: Overview, width: number): readonly Fact[] {
	const {freeUids} = slot!;
	const {maxUids, block, blockTimeMs} = miner.subnet!;
	const age = (block - own!.registeredAt) * blockTimeMs;
	const tone = isInDanger(slot!) ? 'bad' : 'text';
	return [
		...describeBlocks(slot!),
		{name: 'evicted', value: pickFitting(describeLine(slot!), width), tone},
		{name: 'risk', value: pickFitting(describeRisk(slot!), width), tone},
		{
			name: 'free',
			value: pickFitting([`${freeUids} of ${maxUids} UIDs`, `${freeUids} of ${maxUids}`], width),
		},
		{name: 'next', value: describeNext(miner.subnet!, {freeUids, width})},
		{name: 'joined', value: `${describeRoughly(age)} ago`},
	];
}

/** Describe the blocks left, if any are known: until immunity ends, then until the UID is lost. */
function describeBlocks({immuneBlocks, blocksLeft}: Slot): readonly Fact[] {
	if (immuneBlocks > 0) {
		return [{name: 'blocks', value: `${formatBlock(immuneBlocks)} immune`}];
	}

	return blocksLeft === undefined
		? []
		: [{name: 'blocks', value: `${formatBlock(blocksLeft)} left`}];
}

/** Describe the place in the queue, the longest text first. While UIDs are free there is none yet. */
function describeLine({place, freeUids, isSpared, isShielded, immuneBlocks}: Slot) {
	if (isSpared) {
		return ['never'];
	}

	if (freeUids > 0) {
		return [
			`nobody until ${countOf(freeUids, 'free UID')} ${freeUids === 1 ? 'is' : 'are'} taken`,
			'nobody yet',
		];
	}

	if (place === undefined) {
		return ['not in line'];
	}

	const which = place === 1 ? 'next' : formatPlace(place);
	return !isShielded && immuneBlocks > 0
		? [`${which} in line, immune or not`, `${which} even so`]
		: [`${which} in line`];
}

/** Describe the risk of eviction as the alert does, the longest text first; without recent registrations there is no time estimate. */
function describeRisk(slot: TimedSlot) {
	const loss = tellLoss(slot);
	if (loss !== undefined) {
		return [loss, `in ${describeRoughly(slot.msLeft!)}`];
	}

	if (slot.freeUids > 0 && slot.place !== undefined) {
		return ['none until full', 'none yet'];
	}

	return isInDanger(slot)
		? [slot.place === 1 ? 'at next entry' : `at ${formatPlace(slot.place!)} entry`]
		: ['none'];
}

/** Name the neurons that would be evicted first, as many as fit. */
function describeNext(
	subnet: NonNullable<Overview['miner']['subnet']>,
	{freeUids, width}: {readonly freeUids: number; readonly width: number},
): string {
	if (freeUids > 0) {
		return 'nobody yet';
	}

	const order = getEvictionOrder(subnet.neurons, subnet);
	const [first, ...others] = order.slice(0, 12).map(String);
	return first === undefined ? 'nobody' : joinFitting([`UID ${first}`, ...others], width);
}
