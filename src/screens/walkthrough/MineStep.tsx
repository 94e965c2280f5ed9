import {Box} from 'ink';
import Facts, {type Fact} from '../../ui/Facts.tsx';
import type {Facts as WalkthroughFacts, WalkthroughState} from '../../steps/walkthrough/state.ts';
import Notice from '../../ui/Notice.tsx';
import Form from './Form.tsx';
import {miningItems} from './mining-form.ts';
import Paragraph from './Paragraph.tsx';
import type {StepProps} from './walkthrough-actions.ts';

/** Where the miner listens and what it announces, and the choice that starts it. */
export default function MineStep({state, actions, width, height, isActive}: StepProps) {
	if (state.isDone) {
		return <Notice kind="good" message="The miner runs, and goes on when btop is left." />;
	}

	const isShort = height < 14;
	return (
		<Box flexDirection="column" maxHeight={height}>
			<Box flexDirection="column" flexShrink={1} overflow="hidden">
				{!isShort && (
					<Paragraph
						width={width}
						text="The miner runs by itself from here on, also when btop is left. Validators find it by what it announces on the chain."
					/>
				)}
				<Box flexDirection="column" flexShrink={0} paddingY={isShort ? 0 : 1}>
					<Facts facts={toFacts(state)} width={width} />
				</Box>
			</Box>
			<Box flexDirection="column" flexShrink={0} paddingTop={isShort && height > 8 ? 1 : 0}>
				<Form
					width={width}
					isActive={isActive}
					wanted={state.work.kind === 'failed' ? fieldsAtFault[state.work.code] : undefined}
					onFocus={actions.focus}
					items={miningItems({
						draft: state.draft,
						facts: state.facts,
						onEdit: actions.edit,
						onStart: actions.perform,
					})}
				/>
			</Box>
		</Box>
	);
}

/** Where to correct what an error of this code is about. */
const fieldsAtFault: Readonly<Record<string, string>> = {
	'cannot-listen': 'port',
	'no-device': 'device',
	'no-public-address': 'external-ip',
	'port-taken': 'port',
};

function toFacts({facts, draft}: Pick<WalkthroughState, 'facts' | 'draft'>): readonly Fact[] {
	const {uid, subnet} = facts;
	return [
		{
			name: 'Place',
			value:
				uid === undefined
					? 'being read'
					: `UID ${uid}${subnet ? ` on ${subnet.subnet.netuid} ${subnet.subnet.name}` : ''}`,
		},
		{name: 'Listens at', value: withPort(facts.address?.bind, draft.port, facts)},
		{
			name: 'Announces',
			value: withPort(
				facts.address?.announce,
				draft.externalPort.trim() === '' ? draft.port : draft.externalPort,
				facts,
			),
		},
	];
}

function withPort(
	address: string | undefined,
	port: string,
	{problem}: Pick<WalkthroughFacts, 'problem'>,
): string {
	if (address === undefined) {
		return problem === undefined ? 'being read' : 'not known, see below';
	}

	return port.trim() === '' ? `${address}, at a free port` : `${address}:${port.trim()}`;
}
