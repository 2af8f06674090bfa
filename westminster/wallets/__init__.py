"""The card in every pocket: on an iPhone, on an Android phone, on paper."""
