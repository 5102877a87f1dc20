"""The doctor of the accounts: what ``leye wechat check`` tries, finds and advises."""
