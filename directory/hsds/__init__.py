"""HSDS 3 (Open Referral) in and out: documents and tables in, contacts of ours, documents out."""
