import {Box} from 'ink';
import Busy from '../../../ui/draw/Busy.tsx';
import Choices from '../../../ui/input/Choices.tsx';
import Facts, {type Fact} from '../../../ui/draw/Facts.tsx';
import Line from '../../../ui/draw/Line.tsx';
import Notice from '../../../ui/draw/Notice.tsx';
import QrCode from '../../../ui/draw/QrCode.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import type {Facts as WalkthroughFacts} from '../../../onboarding/walkthrough/state.ts';
import Paragraph from '../form/Paragraph.tsx';
import {shortTao} from './amounts.ts';

type Props = {
	readonly facts: WalkthroughFacts;
	readonly wallet: string;
	/** Whether there was already enough. */
	readonly isMet: boolean;
	/** Milliseconds spent waiting for a deposit. */
	readonly waited: number;
	readonly width: number;
	readonly height: number;
	readonly isActive: boolean;
	/** Request funds from the faucet. */
	readonly onAsk: () => void;
};

/** Minimum rows for an address's QR code, and minimum columns with the text next to it. */
const codeRows = 16;
const codeColumns = 66;

/** What registering requires, the balance, and how to get the rest. */
export default function FundsView(props: Props) {
	const {facts, wallet, isMet, waited, width, height, isActive, onAsk} = props;
	const {theme, glyphs} = useLook();
	const {coldkey, network, hasFaucet, problem} = facts;
	if (coldkey === undefined || (hasFaucet === undefined && problem === undefined)) {
		return <Line text={`Reading the balance${glyphs.ellipsis}`} color={theme.muted} />;
	}

	const isGiven = hasFaucet === true;
	// The sentence and the address above it, and the faucet with its own row.
	const room = height - (isGiven ? 4 : 2);
	const hasCode = width >= codeColumns && room >= codeRows;
	return (
		<Box flexDirection="column">
			<Paragraph
				width={width}
				text={
					isGiven
						? `Ask the faucet for play TAO, or send some to the coldkey of ${wallet}:`
						: `Send ${network?.isReal === false ? 'test TAO' : 'TAO'} to the coldkey of ${wallet}. This is its address:`
				}
			/>
			<Line isBold text={coldkey} color={theme.accent} />
			{isGiven && (
				<Box marginTop={1}>
					<Choices
						width={width}
						isActive={isActive}
						choices={[
							{
								id: 'faucet',
								label: 'Ask the faucet',
								detail: 'it takes a block or two',
								disabled: isMet ? 'there is enough already' : undefined,
							},
						]}
						onPick={onAsk}
					/>
				</Box>
			)}
			<Box justifyContent="space-between">
				<Box flexDirection="column" flexShrink={0}>
					<Amounts facts={facts} width={28} />
					{isMet ? (
						<Notice kind="good" message="Enough to register." />
					) : (
						!isGiven && <Busy what="Waiting for the deposit" elapsed={waited} />
					)}
					<Line text={isMet ? '' : 'btop continues when TAO arrives.'} />
				</Box>
				{hasCode && <QrCode text={coldkey} width={width - 30} height={room} />}
			</Box>
			{!hasCode && !isGiven && (
				<Line text="A larger terminal shows a QR code here." color={theme.muted} />
			)}
		</Box>
	);
}

type AmountsProps = {
	readonly facts: WalkthroughFacts;
	readonly width: number;
};

function Amounts({facts: known, width}: AmountsProps) {
	const {balance, needed} = known;
	const {glyphs} = useLook();
	const tao = (rao: bigint | undefined) =>
		rao === undefined ? glyphs.dash : `${shortTao(rao)} TAO`;
	const missing =
		balance === undefined || needed === undefined || needed <= balance
			? undefined
			: needed - balance;
	const facts: readonly Fact[] = [
		{
			name: 'Needed',
			value: describeNeeded(known, glyphs.dash),
		},
		{name: 'Balance', value: tao(balance)},
		...(missing === undefined
			? []
			: [{name: 'Missing', value: tao(missing), tone: 'warn' as const}]),
	];
	return (
		<Box flexDirection="column" flexShrink={0} paddingY={1}>
			<Facts facts={facts} width={width} />
		</Box>
	);
}

/** Until a subnet is chosen, what the cheapest one takes. */
function describeNeeded({balance, needed, subnet}: WalkthroughFacts, dash: string): string {
	if (needed === undefined) {
		return balance === undefined ? dash : 'no subnet is open';
	}

	return subnet === undefined ? `from ${shortTao(needed)} TAO` : `${shortTao(needed)} TAO`;
}
