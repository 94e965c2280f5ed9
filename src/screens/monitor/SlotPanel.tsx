import {getEvictionOrder} from '../../monitor/eviction.ts';
import type {TimedSlot} from '../../monitor/own-slot.ts';
import {describeRoughly} from '../../monitor/rough-duration.ts';
import {isInDanger, type Slot} from '../../monitor/slot.ts';
import Facts, {type Fact} from '../../ui/Facts.tsx';
import Meter from '../../ui/Meter.tsx';
import {insidePanel} from '../../ui/size.ts';
import MonitorPanel from './MonitorPanel.tsx';
import type {Overview} from './overview.ts';
import type {PanelProps} from './panel-props.ts';
import {formatBlock, formatPlace} from './words.ts';

/** How safe the UID is. */
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
						? 'No UID any more: a newcomer took it. What was earned stays.'
						: 'The subnet was not read yet.'
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
			<Facts facts={toFacts(overview).slice(0, height - 1)} width={width} />
		</MonitorPanel>
	);
}

function toFacts({slot, miner, own}: Overview): readonly Fact[] {
	const {place, freeUids, isSpared} = slot!;
	const {maxUids} = miner.subnet!;
	const tone = isInDanger(slot!) ? 'bad' : 'text';
	const line = isSpared ? 'never' : 'not in line';
	return [
		{name: 'blocks', value: describeBlocks(slot!)},
		{
			name: 'evicted',
			value: place === undefined ? line : `${place === 1 ? 'next' : formatPlace(place)} in line`,
			tone,
		},
		{name: 'danger', value: describeDanger(slot!), tone},
		{name: 'free', value: `${freeUids} of ${maxUids} UIDs`},
		{name: 'next', value: describeNext(miner.subnet!)},
		{name: 'since', value: `block ${formatBlock(own!.registeredAt)}`},
	];
}

/** Say until when the blocks are: until immunity ends, then until the UID is lost. */
function describeBlocks({immuneBlocks, blocksLeft}: Slot): string {
	return blocksLeft === undefined || immuneBlocks > 0
		? `${formatBlock(immuneBlocks)} immune`
		: `${formatBlock(blocksLeft)} to loss`;
}

/** Say what the alert says; without newcomers of late there is no time to tell. */
function describeDanger(slot: TimedSlot): string {
	if (slot.msLeft !== undefined) {
		return `lost in ${describeRoughly(slot.msLeft)}`;
	}

	if (!isInDanger(slot)) {
		return 'none now';
	}

	return slot.place === 1 ? 'next entry' : `${formatPlace(slot.place!)} entry`;
}

/** Name those who would go first. */
function describeNext(subnet: NonNullable<Overview['miner']['subnet']>): string {
	const order = getEvictionOrder(subnet.neurons, subnet);
	return order.length === 0 ? 'nobody' : `UID ${order.slice(0, 12).join(', ')}`;
}
