import type {Draft} from '../../../onboarding/walkthrough/state.ts';
import FormPage from '../form/FormPage.tsx';
import type {FormItem} from '../form/form-items.ts';
import {countWords, whyNot, type Typed} from './wallet-form.ts';

type Props = Omit<Typed, 'kind'> & {
	readonly kind: 'new' | 'restore' | 'hotkey';
	/** The prefilled values. */
	readonly suggested: Partial<Draft>;
	readonly width: number;
	readonly isActive: boolean;
	readonly onFocus: (kind: FormItem['kind']) => void;
	readonly onEdit: (changes: Partial<Draft>) => void;
	readonly onPassword: (password: string) => void;
	readonly onAgain: (password: string) => void;
	readonly onMnemonic: (mnemonic: string) => void;
	readonly onMake: () => void;
};

/** The fields for a new wallet, or a new hotkey of one. */
export default function WalletForm(props: Props) {
	const {kind, draft, isReal, password, mnemonic, width, isActive, onFocus, onMake} = props;
	const isPlain = password === '' && !isReal;
	return (
		<FormPage
			text={intros(draft.wallet)[kind]}
			width={width}
			isActive={isActive}
			onFocus={onFocus}
			items={[
				...fieldsOf(props),
				{
					kind: 'action',
					id: 'make',
					label: {
						new: 'Create the wallet',
						restore: 'Restore the wallet',
						hotkey: 'Create the hotkey',
					}[kind],
					detail: isPlain && kind !== 'hotkey' ? 'not encrypted, without a password' : '',
					disabled: whyNot({...props, mnemonic}),
					onPick: onMake,
				},
			]}
		/>
	);
}

const intros = (wallet: string) => ({
	new: 'Twelve words are shown once; they restore both keys. The password encrypts the coldkey on this disk.',
	restore:
		'The words restore the coldkey, and the hotkey that btop created under the same name. They stay hidden while you type.',
	hotkey: `Another hotkey for ${wallet}, with 12 words of its own. It is not encrypted, because miners start unattended.`,
});

function fieldsOf(props: Props): readonly FormItem[] {
	const {kind, draft, suggested, isReal, password, again, mnemonic} = props;
	const {onEdit, onPassword, onAgain, onMnemonic} = props;
	const hotkey: FormItem = {
		kind: 'field',
		id: 'hotkey',
		label: kind === 'hotkey' ? 'Name' : 'Hotkey',
		value: draft.hotkeyName,
		suggestion: suggested.hotkeyName,
		placeholder: 'a name for the key that mines',
		onChange(value) {
			onEdit({hotkeyName: value});
		},
	};
	if (kind === 'hotkey') {
		return [hotkey];
	}

	return [
		...(kind === 'restore'
			? [
					{
						kind: 'field' as const,
						id: 'words',
						label: 'Words',
						value: mnemonic,
						isSecret: true,
						placeholder: 'type or paste them in order',
						note: countWords(mnemonic) === 1 ? '1 word' : `${countWords(mnemonic)} words`,
						onChange: onMnemonic,
					},
				]
			: []),
		{
			kind: 'field',
			id: 'wallet',
			label: 'Wallet',
			value: draft.wallet,
			suggestion: suggested.wallet,
			placeholder: 'a name for the wallet',
			onChange(value) {
				onEdit({wallet: value});
			},
		},
		hotkey,
		{
			kind: 'field',
			id: 'password',
			label: 'Password',
			value: password,
			isSecret: true,
			placeholder: isReal ? 'required: real TAO is at stake' : 'optional for play keys',
			onChange: onPassword,
		},
		{
			kind: 'field',
			id: 'again',
			label: 'Repeat it',
			value: again,
			isSecret: true,
			onChange: onAgain,
		},
	];
}
