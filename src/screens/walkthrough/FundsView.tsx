import {Box} from 'ink';
import Busy from '../../ui/Busy.tsx';
import Choices from '../../ui/Choices.tsx';
import Facts, {type Fact} from '../../ui/Facts.tsx';
import Line from '../../ui/Line.tsx';
import Notice from '../../ui/Notice.tsx';
import QrCode from '../../ui/QrCode.tsx';
import useLook from '../../ui/use-look.ts';
import type {Facts as WalkthroughFacts} from '../../steps/walkthrough/state.ts';
import {shortTao} from './amounts.ts';
import Paragraph from './Paragraph.tsx';

type Props = {
	readonly facts: WalkthroughFacts;
	readonly wallet: string;
	/** Whether it was enough already. */
	readonly isMet: boolean;
	/** Milliseconds for which a deposit is waited for. */
	readonly waited: number;
	readonly width: number;
	readonly height: number;
	readonly isActive: boolean;
	/** Ask the faucet. */
	readonly onAsk: () => void;
};

/** Rows that a QR code of an address takes at least, and columns with what stands beside it. */
const codeRows = 16;
const codeColumns = 66;

/** What entering takes, what is there, and how to get the rest. */
export default function FundsView(props: Props) {
	const {facts, wallet, isMet, waited, width, height, isActive, onAsk} = props;
	const {theme, glyphs} = useLook();
	const {coldkey, network, hasFaucet, problem} = facts;
	if (coldkey === undefined || (hasFaucet === undefined && problem === undefined)) {
		return <Line text={`Reading the balance${glyphs.ellipsis}`} color={theme.muted} />;
	}

	const isGiven = hasFaucet === true;
	// The sentence and the address stand above it, and the faucet with its own line.
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
						<Notice kind="good" message="There is enough." />
					) : (
						<Busy what="Waiting for it" elapsed={waited} />
					)}
					<Line text={isMet ? '' : 'It goes on by itself.'} />
				</Box>
				{hasCode && <QrCode text={coldkey} width={width - 30} height={room} />}
			</Box>
			{!hasCode && !isGiven && (
				<Line text="A larger terminal shows a QR code here too." color={theme.muted} />
			)}
		</Box>
	);
}

type AmountsProps = {
	readonly facts: WalkthroughFacts;
	readonly width: number;
};

function Amounts({facts: {balance, needed}, width}: AmountsProps) {
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
			value: balance !== undefined && needed === undefined ? 'no subnet is open' : tao(needed),
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
