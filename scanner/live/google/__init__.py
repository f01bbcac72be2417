"""Google Cloud: buckets through google-cloud-storage, behind a transport that only reads."""
