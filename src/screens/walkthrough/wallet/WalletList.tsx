import {Box} from 'ink';
import Choices from '../../../ui/input/Choices.tsx';
import Facts from '../../../ui/draw/Facts.tsx';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import Paragraph from '../form/Paragraph.tsx';
import {describeColdkey, type WalletChoice} from './wallet-choices.ts';

type Props = {
	/** `undefined` until the folder has been read. */
	readonly choices: readonly WalletChoice[] | undefined;
	/** The named keys that do not exist. */
	readonly missing: string | undefined;
	readonly initial: string;
	/** The highlighted choice. @default The initial one */
	readonly lookedAt: string | undefined;
	readonly width: number;
	readonly height: number;
	readonly isActive: boolean;
	readonly onLook: (id: string) => void;
	readonly onPick: (choice: WalletChoice) => void;
};

/** Rows of a wallet's details, including the empty one above. */
const detailRows = 4;

/** The wallets found, and the ones that can be created. */
export default function WalletList(props: Props) {
	const {choices, missing, initial, lookedAt = initial, width, height, isActive} = props;
	const {onLook, onPick} = props;
	const {theme, glyphs} = useLook();
	if (choices === undefined) {
		return <Line text={`Looking for wallets${glyphs.ellipsis}`} color={theme.muted} />;
	}

	const isEmpty = choices.every(({wallet}) => wallet === undefined);
	const intro = isEmpty
		? 'No wallet on this machine yet. Create one: its coldkey pays, its hotkey mines.'
		: 'Which wallet? The coldkey pays and may live elsewhere; the hotkey mines here.';
	const looked = choices.find(({id}) => id === lookedAt);
	// The introduction and the row below it, and one for why a choice is disabled.
	const room =
		height - 4 - (missing === undefined || isEmpty ? 0 : 1) - (height > 14 ? detailRows : 0);
	return (
		<Box flexDirection="column">
			{missing !== undefined && !isEmpty && <Paragraph width={width} tone="warn" text={missing} />}
			<Paragraph width={width} text={intro} />
			<Box height={1} flexShrink={0} />
			<Choices
				choices={choices}
				initial={choices.some(({id}) => id === initial) ? initial : undefined}
				width={width}
				height={Math.min(choices.length, room)}
				isActive={isActive}
				onLook={onLook}
				onPick={id => {
					const choice = choices.find(one => one.id === id);
					if (choice) {
						onPick(choice);
					}
				}}
			/>
			{height > 14 && looked?.wallet && (
				<Box flexDirection="column" paddingTop={1}>
					<Facts
						width={width}
						facts={[
							{
								name: 'Coldkey',
								value: `${looked.wallet.coldkey ?? 'unknown'}  ${describeColdkey(looked.wallet)}`,
							},
							...(looked.hotkey ? [{name: 'Hotkey', value: looked.hotkey.ss58 ?? 'unknown'}] : []),
							{name: 'Folder', value: looked.wallet.path},
						]}
					/>
				</Box>
			)}
		</Box>
	);
}
