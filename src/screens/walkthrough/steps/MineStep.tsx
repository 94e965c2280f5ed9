import {Box} from 'ink';
import Facts, {type Fact} from '../../../ui/draw/Facts.tsx';
import type {
	Facts as WalkthroughFacts,
	WalkthroughState,
} from '../../../onboarding/walkthrough/state.ts';
import Notice from '../../../ui/draw/Notice.tsx';
import Form from '../form/Form.tsx';
import Paragraph from '../form/Paragraph.tsx';
import type {StepProps} from '../walkthrough-actions.ts';
import {miningItems} from './mining-form.ts';

/** The addresses to listen on and announce, and the action that starts the miner. */
export default function MineStep({state, actions, width, height, isActive}: StepProps) {
	if (state.isDone) {
		return (
			<Notice kind="good" message="The miner is running and keeps running when you quit btop." />
		);
	}

	const isShort = height < 14;
	return (
		<Box flexDirection="column" maxHeight={height}>
			<Box flexDirection="column" flexShrink={1} overflow="hidden">
				{!isShort && (
					<Paragraph
						width={width}
						text="From here on the miner runs by itself, even after you quit btop. Validators find it by the address it announces on the chain."
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

/** The field to correct, by error code. */
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
					? 'loading'
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
		return problem === undefined ? 'loading' : 'unknown, see below';
	}

	return port.trim() === '' ? `${address}, any free port` : `${address}:${port.trim()}`;
}
