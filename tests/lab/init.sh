#!/bin/busybox sh
# The guest's first process: mounts, udev, the modules of the virtual devices, then the tests, then power off.
/bin/busybox --install -s /usr/bin 2>/dev/null
export PATH=/usr/bin:/usr/sbin HOME=/tmp
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /run/udev
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /run
mount -t tmpfs -o mode=1777 tmpfs /tmp
# What stands on the kernel's command line as NAME=value is a variable here.
echo 1 > /proc/sys/kernel/printk
mkdir -p /etc/udev/rules.d
systemd_udevd=/lib/systemd/systemd-udevd
[ -x $systemd_udevd ] || systemd_udevd=/usr/bin/udevadm
$systemd_udevd --daemon
for module in uhid hid-generic usbhid 'dummy_hcd num=4' libcomposite usb_f_printer usb_f_hid usb_f_acm cdc-acm usblp \
  vhci-hcd ftdi_sio xhci-pci virtio_pci virtio_blk ext4 evdev configfs; do
  modprobe $module || echo "LAB-NOTE no module $module"
done
mount -t configfs configfs /sys/kernel/config
udevadm trigger
udevadm settle --timeout=60
# The control lines' port must hand bytes through as they are.
stty -F /dev/ttyS1 raw -echo
cd /lab
node /lab/${LAB_PROGRAM:-lab}.cjs
status=$?
[ $status -eq 0 ] || dmesg | tail -n 60
echo "LAB-EXIT $status"
sync
poweroff -f
