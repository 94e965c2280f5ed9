import {useState} from 'react';
import type {Key} from '../../../ui/input/keys.ts';
import {moveKey, moveSelection} from '../../../ui/input/selection.ts';
import useKeys from '../../../ui/input/use-keys.ts';
import type {StepProps} from '../walkthrough-actions.ts';
import {orderSubnets, subnetOrders} from './subnet-rows.ts';
import SubnetView from './SubnetView.tsx';

const pickKey: Key = {keys: ['enter'], does: 'Mine on the selected subnet', short: 'choose'};
const orderKey: Key = {keys: ['s'], does: 'Change the sort order', short: 'order'};

/** The keys of the table of subnets, besides moving. */
export const subnetKeys: readonly Key[] = [pickKey, orderKey];

/** The choice of the subnet to mine on. */
export default function SubnetStep({state, actions, width, height, isActive}: StepProps) {
	const {facts, draft} = state;
	const [place, setPlace] = useState(0);
	const [marked, setMarked] = useState(draft.netuid);
	const order = subnetOrders[place]!;
	const subnets = facts.subnets && orderSubnets(facts.subnets, order);
	const count = subnets?.length ?? 0;
	if (marked === undefined && subnets?.[0]) {
		// Select the first row when it first appears, not whichever is first when Enter is pressed.
		setMarked(subnets[0].subnet.netuid);
	}

	// Rows move as prices do, so the subnet is remembered, not its index.
	const selected = Math.max(0, subnets?.findIndex(({subnet}) => subnet.netuid === marked) ?? 0);
	useKeys(
		[
			{
				key: moveKey,
				run(name) {
					setMarked(subnets?.[moveSelection(selected, name, {count})]?.subnet.netuid);
				},
			},
			{
				key: orderKey,
				run() {
					setPlace((place + 1) % subnetOrders.length);
				},
			},
			{
				key: pickKey,
				run() {
					const outlook = subnets?.[selected];
					if (!(outlook && outlook.obstacle === undefined)) {
						return;
					}

					actions.edit({netuid: outlook.subnet.netuid});
					actions.perform();
				},
			},
		],
		{isActive},
	);
	return (
		<SubnetView
			subnets={subnets}
			selected={selected}
			order={order}
			network={facts.network?.name ?? draft.network}
			width={width}
			height={height}
		/>
	);
}
