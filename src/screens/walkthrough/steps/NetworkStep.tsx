import {Box} from 'ink';
import {useState} from 'react';
import Choices from '../../../ui/input/Choices.tsx';
import FormPage from '../form/FormPage.tsx';
import Paragraph from '../form/Paragraph.tsx';
import type {StepProps} from '../walkthrough-actions.ts';
import {networkChoices, type NetworkId} from './network-choices.ts';

/** The choice of the network to mine on. */
export default function NetworkStep({state, actions, page, width, height, isActive}: StepProps) {
	const {network} = state.draft;
	const chosen = networkChoices.find(({id}) => id === network)?.id ?? 'address';
	const [lookedAt, setLookedAt] = useState<NetworkId>(chosen);
	if (page === 'address') {
		return (
			<FormPage
				text="Your own node or one you trust: btop believes what it says about the chain. Unless it runs on this machine, its TAO counts as real."
				width={width}
				isActive={isActive}
				onFocus={actions.focus}
				items={[
					{
						kind: 'field',
						id: 'address',
						label: 'Address',
						value: network,
						placeholder: 'ws:// or wss://, host and port',
						onChange(value) {
							actions.edit({network: value});
						},
					},
					{
						kind: 'action',
						id: 'connect',
						label: 'Connect',
						disabled: network.trim() === '' ? 'enter the address first' : undefined,
						onPick: actions.perform,
					},
				]}
			/>
		);
	}

	const about = networkChoices.find(({id}) => id === lookedAt)?.about;
	return (
		<Box flexDirection="column">
			<Paragraph
				width={width}
				text="Where do you want to mine? The steps are the same everywhere, so rehearse where nothing is at stake."
			/>
			<Box height={1} flexShrink={0} />
			<Choices
				choices={networkChoices}
				initial={chosen}
				width={width}
				isActive={isActive}
				onLook={id => {
					setLookedAt(id as NetworkId);
				}}
				onPick={id => {
					if (id === 'address') {
						actions.edit({network: chosen === 'address' ? network : ''});
						actions.turnTo('address');
					} else {
						actions.edit({network: id});
						actions.perform();
					}
				}}
			/>
			{height >= 12 && about !== undefined && (
				<Box flexDirection="column" paddingTop={1}>
					<Paragraph tone="muted" width={width} text={about} />
				</Box>
			)}
		</Box>
	);
}
