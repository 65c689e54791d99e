"""Who a person is: welcome, charter, profile, roles, membership."""
